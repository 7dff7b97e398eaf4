import HTTP
import Postgres
import Store
import TestSupport

@testable import Web

/// Requests of one viewer to one row of the table, each the same but for one place, and what comes of them. Whatever one
/// changes is undone before the next.
struct Sending {
    let row: RouteRow
    let viewer: AccessTests.Viewer
    private let path: String
    private let sample: SampleForm?
    private let visitor: Visitor
    private let before: [String: Int]
    /// What the request does with plain words in every place.
    let plain: Outcome
    /// The same without a session, which is what remains when the text stands where the session's token did.
    private let plainSignedOut: Outcome
    /// The longest of the page with the form, the one that refuses it empty, and the one that says what was wrong.
    private let emptyPage: Int

    struct Outcome {
        let status: Int
        let bytes: Int
        /// The processor's time that the answer took, in microseconds.
        let cost: Int
        let change: Change
    }

    init(_ index: Int, as viewer: AccessTests.Viewer, on stage: Stage, _ db: inout Database) throws {
        row = Route.table[index]
        self.viewer = viewer
        let sample = SampleForm.all[index]
        self.sample = sample
        path = stage.path(row, order: sample?.order ?? 0)
        visitor = try stage.visitor(viewer, &db)
        let before = try Stage.rows(&db)
        self.before = before
        plain = try Self.outcome(
            of: Self.request(row, path, visitor, Self.body(sample, nil)), before, &db)
        var signedOut = visitor
        signedOut.cookies[SessionCookie.name] = nil
        plainSignedOut = try Self.outcome(
            of: Self.request(row, path, signedOut, Self.body(sample, nil)), before, &db)
        var longest = try Self.outcome(of: Request(method: .get, target: "/%"), before, &db).bytes
        for visitor in [visitor, signedOut] {
            let blank = Self.request(row, path, visitor, Self.body(sample, nil, isEmpty: true))
            let page = Self.request(row, path, visitor, [], isGet: true)
            for request in [blank, page] { longest = max(longest, try Self.outcome(of: request, before, &db).bytes) }
        }
        emptyPage = longest
    }

    /// Whether no row was touched but those that the same request touches with plain words in every place.
    func mayDo(_ change: Change) -> Bool {
        change.isWithin(plain.change) || change.isWithin(plainSignedOut.change)
    }

    /// The request with a text in a place; nil when that cannot be sent there.
    func request(_ text: HostileText, in place: Place) -> Request? {
        var (path, visitor) = (path, visitor)
        var body = Self.body(sample, nil)
        var header: (RequestHeader, HeaderValue)?
        switch place {
        case .field(let name): body = Self.body(sample, (name, text.inForm))
        case .key(let name): path += "?\(name)=" + String(decoding: text.coded, as: UTF8.self)
        case .part(let number): path = Self.path(path, row.pattern, number, text.coded)
        case .header(let name):
            guard let value = String(validating: text.bytes, as: UTF8.self).flatMap({ HeaderValue($0) }) else {
                return nil
            }
            header = (name, value)
        case .cookie(let name): visitor.cookies[name] = String(decoding: text.coded, as: UTF8.self)
        }
        var request = Self.request(row, path, visitor, body)
        if let header { request.headers.set(header.0.rawValue, header.1) }
        return request
    }

    /// What comes of it, with what it changes undone.
    func outcome(of request: Request, _ db: inout Database) throws -> Outcome {
        try Self.outcome(of: request, before, &db)
    }

    /// The processor's time that the answer takes, in microseconds, with what it changes undone.
    func cost(of request: Request, _ db: inout Database) throws -> Int {
        try db.rollingBack { db in
            let start = processorTime()
            _ = Visitor.site.respond(to: request, &db)
            return processorTime() - start
        }
    }

    /// The longest answer that is in proportion to the request.
    func longestAnswer(to request: Request) -> Int {
        let headers = request.headers.fields.reduce(0) { $0 + $1.value.text.utf8.count }
        return emptyPage + 10 * (request.target.utf8.count + headers + (request.body.bytes?.count ?? 0))
    }

    private static func outcome(of request: Request, _ before: [String: Int], _ db: inout Database) throws -> Outcome {
        try db.rollingBack { db in
            let start = processorTime()
            let answer = Visitor.site.respond(to: request, &db)
            let cost = processorTime() - start
            let headers = answer.headers.fields.reduce(0) { $0 + $1.value.text.utf8.count }
            return Outcome(
                status: answer.status.code, bytes: answer.body.count + headers, cost: cost,
                change: Change(from: before, to: try Stage.rows(&db)))
        }
    }

    private static func request(
        _ row: RouteRow, _ path: String, _ visitor: Visitor, _ body: [UInt8], isGet: Bool = false
    ) -> Request {
        var headers = Headers()
        let line = visitor.cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if let cookies = HeaderValue(line) { headers.add("Cookie", cookies) }
        if row.method == .post {
            headers.add("Content-Type", "application/x-www-form-urlencoded")
            headers.add("Sec-Fetch-Site", "same-origin")
        }
        return Request(
            method: isGet ? .get : row.method, target: path, headers: headers, body: .bytes(isGet ? [] : body),
            receivedAt: visitor.now.microseconds)
    }

    /// The sample's fields as a body, with one of them as it is given, or with nothing in those that are typed into.
    private static func body(
        _ sample: SampleForm?, _ instead: (name: String, bytes: [UInt8])?, isEmpty: Bool = false
    ) -> [UInt8] {
        guard let sample else { return [] }
        var body: [UInt8] = []
        for (name, value) in sample.fields {
            if !body.isEmpty { body.append(UInt8(ascii: "&")) }
            body += Array((name + "=").utf8)
            if let instead, instead.name == name {
                body += instead.bytes
            } else if !isEmpty || !sample.typed.contains(name) {
                body += Array(PercentCoding.encode(query: value).utf8)
            }
        }
        return body
    }

    /// The path with a typed part of its pattern as it is given.
    private static func path(_ path: String, _ pattern: String, _ part: Int, _ bytes: [UInt8]) -> String {
        let pieces = path.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.hasPrefix("{") }.map(\.offset)
        return pieces.enumerated().map { index, piece in
            parts.indices.contains(part) && parts[part] == index ? String(decoding: bytes, as: UTF8.self) : piece
        }.joined(separator: "/")
    }
}

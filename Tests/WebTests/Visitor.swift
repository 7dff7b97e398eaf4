import Glibc
import HTML
import HTTP
import Logging
import Postgres
import Store
import TestSupport

@testable import Web

/// A browser of the tests: keeps cookies, sends forms as a page of this store would.
struct Visitor {
    static let site = Site(
        SiteSettings(
            baseURL: "https://store.test", hasher: Cast.hasher, gateway: TestGateway(),
            logger: Logger(label: "tests")))

    /// When its requests arrive: now, as the database's clock has it, unless a test says otherwise.
    var now = Timestamp(microseconds: Int64(time(nil)) * 1_000_000)
    /// As of a browser that has seen a form before.
    var cookies = [Browser.cookieName: SessionToken.random().text]
    /// What a browser says of where a POST comes from; nil sends nothing.
    var fetchSite: String? = "same-origin"
    var origin: String?
    /// Where it is, as nginx sees it.
    var address = "192.0.2.1"
    /// The store that it visits.
    var site = Self.site

    init() {}

    /// Somebody who is signed in already.
    init(as user: User, _ db: inout Database) throws {
        cookies[SessionCookie.name] = try Cast.session(of: user, at: now, &db).text
    }

    mutating func get(_ path: String, _ db: inout Database) -> Response {
        send(
            Request(
                method: .get, target: path, headers: headers, remoteAddress: address, receivedAt: now.microseconds), &db
        )
    }

    mutating func post(_ path: String, _ form: [String: String], _ db: inout Database) -> Response {
        let body = Form.encode(form.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
        return post(path, body: Array(body.utf8), &db)
    }

    /// A form of any bytes.
    mutating func post(_ path: String, body: [UInt8], _ db: inout Database) -> Response {
        var headers = headers
        headers.add("Content-Type", "application/x-www-form-urlencoded")
        if let site = fetchSite.flatMap({ HeaderValue($0) }) { headers.add("Sec-Fetch-Site", site) }
        if let origin = origin.flatMap({ HeaderValue($0) }) { headers.add("Origin", origin) }
        return send(
            Request(
                method: .post, target: path, headers: headers, body: .bytes(body),
                remoteAddress: address, receivedAt: now.microseconds),
            &db)
    }

    /// A form without a field.
    mutating func post(_ path: String, _ db: inout Database) -> Response { post(path, [:], &db) }

    private var headers: Headers {
        var headers = Headers()
        let line = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !line.isEmpty, let value = HeaderValue(line) { headers.add("Cookie", value) }
        return headers
    }

    private mutating func send(_ request: Request, _ db: inout Database) -> Response {
        let answer = site.respond(to: request, &db)
        for line in answer.headers.all("set-cookie") {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = line.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return answer
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
    var location: String? { headers["location"] }

    /// The value of a hidden field on the page; nil when there is none of that name.
    func hidden(_ name: String) -> String? {
        guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// What a browser sends of the page's form: `typed`, and what is hidden in it.
    func filled(_ typed: [String: String]) -> [String: String] {
        var form = typed
        for name in ["form_id", "form_token", "form_owner", "version", "shown_price", "shown_name", "again"] {
            if let value = hidden(name) { form[name] = value }
        }
        return form
    }
}

extension String {
    /// Where `part` first stands.
    func range(of part: String) -> Range<String.Index>? {
        ranges(of: part).first
    }
}

/// How many rows a table has, as its reader sees it.
func count(_ table: SQL, _ db: inout Database) throws -> Int64 {
    try db.one("SELECT count(*) FROM \(table)", as: Int64.self)
}

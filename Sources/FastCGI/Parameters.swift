internal import HTTP

/// The parameters of a request (RFC 3875, 4.1), read one by one from `NAME=value`. It keeps the first fault and reads
/// on, because the refusal needs the request's id and method too.
struct Parameters {
    private(set) var headers = Headers()
    private(set) var fault: BadRequest?
    private var values = [String?](repeating: nil, count: Name.allCases.count)
    private var bytes = 0
    private let limit: Int

    /// Those that are kept beside the headers; each may come once. The raw value is the place among `values`.
    private enum Name: Int, CaseIterable {
        case method, target, contentType, contentLength, remoteAddress, requestID, bodyFile, heldBack

        /// Told by its bytes: this runs for every parameter of every request, and makes no `String` for it.
        init?(_ name: some Collection<UInt8>) {
            let count = name.count
            for known in Self.all where known.text.utf8CodeUnitCount == count {
                guard known.text.withUTF8Buffer({ name.elementsEqual($0) }) else { continue }
                self = known
                return
            }
            return nil
        }

        private static let all = allCases

        private var text: StaticString {
            switch self {
            case .method: "REQUEST_METHOD"
            case .target: "REQUEST_URI"
            case .contentType: "CONTENT_TYPE"
            case .contentLength: "CONTENT_LENGTH"
            case .remoteAddress: "REMOTE_ADDR"
            case .requestID: "REQUEST_ID"
            case .bodyFile: "REQUEST_BODY_FILE"
            case .heldBack: "HELD_BACK"
            }
        }
    }

    /// - Parameter limit: How many bytes all entries may have together.
    init(limit: Int) {
        self.limit = limit
    }

    /// Reads one entry. An empty value counts as none: that is how nginx passes on a header that was not sent.
    mutating func add(_ entry: some Collection<UInt8>) {
        bytes += entry.count
        if bytes > limit { blame(.headersTooLarge) }
        guard let sign = entry.firstIndex(of: UInt8(ascii: "=")) else { return }
        let value = entry[entry.index(after: sign)...]
        guard !value.isEmpty else { return }
        let name = entry[..<sign]
        let known = Name(name)
        guard let text = Self.text(value, isAddress: known == .target), let headerValue = HeaderValue(text) else {
            return blame(.malformedHeader)
        }
        if let known {
            guard self[known] == nil else { return blame(.malformedHeader) }
            values[known.rawValue] = text
        } else if name.starts(with: "HTTP_".utf8), fault == nil {
            addHeader(name.dropFirst(5), headerValue)
        }
    }

    /// Nearly all are ASCII, and need no look at what UTF-8 they are. Bytes above it in an address are what a browser would
    /// have coded.
    private static func text(_ bytes: some Collection<UInt8>, isAddress: Bool) -> String? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        if isAddress { return PercentCoding.encode(bytes, keeping: { $0 < 0x80 }) }
        return String(validating: bytes, as: UTF8.self)
    }

    private subscript(_ name: Name) -> String? { values[name.rawValue] }

    var method: Method { Method(self[.method] ?? "") }
    var target: String { self[.target] ?? "" }
    var remoteAddress: String { self[.remoteAddress] ?? "" }
    var requestID: String? { self[.requestID] }
    /// Where nginx has put the body instead of sending it; nil when it is sent.
    var bodyFile: String? { self[.bodyFile] }

    /// How long the body is said to be; zero when nothing is said.
    ///
    /// - Throws: `BadRequest` when it is not a decimal number, or above `limit`.
    func bodyLength(limit: Int) throws(BadRequest) -> Int {
        guard let text = self[.contentLength] else { return 0 }
        guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            throw BadRequest(.malformedHeader)
        }
        guard let length = Int(text), length <= limit else { throw BadRequest(.bodyTooLarge) }
        return length
    }

    /// The request that these parameters and `body` make.
    ///
    /// - Throws: The first fault, or `BadRequest` when method or target are missing or cannot be ones.
    func request(id: String, body: Body, receivedAt: Int64) throws(BadRequest) -> Request {
        try check()
        var headers = headers
        if let type = self[.contentType].flatMap({ HeaderValue($0) }) { headers.add("content-type", type) }
        return Request(
            method: method, target: target, headers: headers, body: body,
            remoteAddress: remoteAddress, wasHeldBack: self[.heldBack] != nil, id: id, receivedAt: receivedAt
        )
    }

    /// - Throws: What `request` would throw, before there is a body.
    func check() throws(BadRequest) {
        if let fault { throw fault }
        guard isMethod(self[.method] ?? "") else { throw BadRequest(.malformedHeader) }
        guard !target.isEmpty else { throw BadRequest(.malformedTarget) }
    }

    /// HTTP_FOO_BAR is the header foo-bar.
    private mutating func addHeader(_ coded: some Collection<UInt8>, _ value: HeaderValue) {
        let spelt = coded.map { byte in
            switch byte {
            case UInt8(ascii: "_"): UInt8(ascii: "-")
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            default: byte
            }
        }
        guard let name = Self.text(spelt, isAddress: false) else { return blame(.malformedHeader) }
        // These two come as CONTENT_TYPE and CONTENT_LENGTH; a second opinion on them would be an ambiguity.
        guard name != "content-type", name != "content-length" else { return }
        headers.add(name, value)
    }

    private mutating func blame(_ reason: BadRequest.Reason) {
        if fault == nil { fault = BadRequest(reason) }
    }

    private func isMethod(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") || $0 == UInt8(ascii: "-")
            }
    }
}

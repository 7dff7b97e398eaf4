internal import HTTP

/// The parameters of a request (RFC 3875, 4.1), read one by one from `NAME=value`. It keeps the first fault and reads
/// on, because the refusal needs the request's id and method too.
struct Parameters {
    private(set) var headers = Headers()
    private(set) var fault: BadRequest?
    private var values: [String: String] = [:]
    private var bytes = 0
    private let limit: Int

    /// Those that are kept beside the headers; each may come once.
    private static let names: Set<String> = [
        "REQUEST_METHOD", "REQUEST_URI", "CONTENT_TYPE", "CONTENT_LENGTH", "REMOTE_ADDR", "REQUEST_ID",
    ]

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
        guard let name = String(validating: entry[..<sign], as: UTF8.self),
            let text = String(validating: value, as: UTF8.self), let headerValue = HeaderValue(text)
        else { return blame(.malformedHeader) }

        if Parameters.names.contains(name) {
            guard values[name] == nil else { return blame(.malformedHeader) }
            values[name] = text
        } else if name.hasPrefix("HTTP_"), fault == nil {
            addHeader(name.dropFirst(5), headerValue)
        }
    }

    var method: Method { Method(values["REQUEST_METHOD"] ?? "") }
    var target: String { values["REQUEST_URI"] ?? "" }
    var remoteAddress: String { values["REMOTE_ADDR"] ?? "" }
    var requestID: String? { values["REQUEST_ID"] }

    /// How long the body is said to be; zero when nothing is said.
    ///
    /// - Throws: `BadRequest` when it is not a decimal number, or above `limit`.
    func bodyLength(limit: Int) throws(BadRequest) -> Int {
        guard let text = values["CONTENT_LENGTH"] else { return 0 }
        guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            throw BadRequest(.malformedHeader)
        }
        guard let length = Int(text), length <= limit else { throw BadRequest(.bodyTooLarge) }
        return length
    }

    /// The request that these parameters and `body` make.
    ///
    /// - Throws: The first fault, or `BadRequest` when method or target are missing or cannot be ones.
    func request(id: String, body: [UInt8], receivedAt: Int64) throws(BadRequest) -> Request {
        try check()
        var headers = headers
        if let type = values["CONTENT_TYPE"].flatMap({ HeaderValue($0) }) { headers.add("content-type", type) }
        return Request(
            method: method, target: target, headers: headers, body: body,
            remoteAddress: remoteAddress, id: id, receivedAt: receivedAt
        )
    }

    /// - Throws: What `request` would throw, before there is a body.
    func check() throws(BadRequest) {
        if let fault { throw fault }
        guard isMethod(values["REQUEST_METHOD"] ?? "") else { throw BadRequest(.malformedHeader) }
        guard !target.isEmpty else { throw BadRequest(.malformedTarget) }
    }

    private mutating func addHeader(_ name: Substring, _ value: HeaderValue) {
        let name = name.lowercased().split(separator: "_", omittingEmptySubsequences: false).joined(separator: "-")
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

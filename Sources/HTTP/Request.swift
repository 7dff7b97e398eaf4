/// One request, complete: whoever holds it holds the whole body.
public struct Request: Sendable {
    public var method: Method
    /// The target as sent, such as `/a%20b?c=d`.
    public var target: String
    public var headers: Headers
    public var body: Body
    /// The address of the peer as the proxy saw it; empty when unknown.
    public var remoteAddress: String
    /// Whether the proxy made it wait because its address asks for more than people do.
    public var wasHeldBack: Bool
    /// The proxy's name for this request: letters, digits and `-`, 1 to 64 of them. Logs and error pages carry it.
    public let id: String
    /// When the request was accepted, microseconds since 1970 UTC.
    public var receivedAt: Int64

    /// - Parameter id: The proxy's id; when it is nil or does not follow the rule of `isID`, a fresh one is made.
    public init(
        method: Method,
        target: String,
        headers: Headers = Headers(),
        body: Body = .bytes([]),
        remoteAddress: String = "",
        wasHeldBack: Bool = false,
        id: String? = nil,
        receivedAt: Int64 = 0
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
        self.wasHeldBack = wasHeldBack
        self.receivedAt = receivedAt
        self.id = Request.validOrFreshID(id)
    }

    public var cookies: Cookies {
        Cookies(headers.all("cookie"))
    }

    /// The path and query of `target`.
    ///
    /// - Throws: What `Target.parse` throws.
    public func parsedTarget() throws(BadRequest) -> Target {
        try Target.parse(target)
    }

    /// The fields of the body; none for a body of no bytes that says nothing of its type.
    ///
    /// - Parameter limit: The longest body that is read, in bytes. It is looked at before anything is decoded.
    /// - Throws: `BadRequest` with status 413 for a longer body, with 415 unless the type is `application/x-www-form-urlencoded` in UTF-8 and the
    ///   body is at hand, and what `Form.parse` throws.
    public func form(limit: Int = .max) throws(BadRequest) -> Form {
        guard case .bytes(let bytes) = body else { throw BadRequest(.notAForm) }
        guard bytes.count <= limit else { throw BadRequest(.bodyTooLarge) }
        guard let type = try header(.contentType) else {
            guard bytes.isEmpty else { throw BadRequest(.notAForm) }
            return Form()
        }
        guard MediaType.isForm(type) else { throw BadRequest(.notAForm) }
        return try Form.parse(bytes)
    }

    /// Whether `id` can name a request: letters, digits and `-` of ASCII, 1 to 64 of them. Anything else could
    /// forge a line in a log.
    public static func isID(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count) && Text.hasOnly(id) { Text.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// `id` if it can name a request, else 32 random hexadecimal digits.
    public static func validOrFreshID(_ id: String?) -> String {
        var random = SystemRandomNumberGenerator()
        return validOrFreshID(id, using: &random)
    }

    static func validOrFreshID(_ id: String?, using random: inout some RandomNumberGenerator) -> String {
        if let id, isID(id) { return id }
        return (0..<32).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }.joined()
    }
}

/// The status of an answer: the code of RFC 9110, 15 and its reason phrase.
public struct Status: Sendable, Equatable {
    public let code: Int
    /// The phrase beside the code, such as "Not Found".
    public let reason: String

    private init(_ code: Int, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public static let ok = Status(200, "OK")
    public static let noContent = Status(204, "No Content")
    public static let movedPermanently = Status(301, "Moved Permanently")
    public static let seeOther = Status(303, "See Other")
    public static let badRequest = Status(400, "Bad Request")
    public static let forbidden = Status(403, "Forbidden")
    public static let notFound = Status(404, "Not Found")
    public static let methodNotAllowed = Status(405, "Method Not Allowed")
    public static let gone = Status(410, "Gone")
    public static let contentTooLarge = Status(413, "Content Too Large")
    public static let unsupportedMediaType = Status(415, "Unsupported Media Type")
    public static let misdirected = Status(421, "Misdirected Request")
    public static let unprocessable = Status(422, "Unprocessable Content")
    public static let tooManyRequests = Status(429, "Too Many Requests")
    /// 431: the headers of the request are larger than the server takes.
    public static let headersTooLarge = Status(431, "Request Header Fields Too Large")
    public static let internalServerError = Status(500, "Internal Server Error")
    public static let notImplemented = Status(501, "Not Implemented")
    public static let serviceUnavailable = Status(503, "Service Unavailable")
}

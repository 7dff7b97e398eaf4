internal import CPostgres

/// What the server (or libpq, when the connection is lost) said about a failure. Its DETAIL and CONTEXT are not
/// read: they quote the values of rows.
struct ServerMessage: Sendable {
    let sqlState: String?
    let text: String
    let constraint: String?

    /// The place in the text that was sent, counted in characters from 1.
    let position: Int?

    init(_ result: OpaquePointer) {
        // The codes are C macros for character constants; Swift does not see them as such.
        func field(_ code: Character) -> String? {
            PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
        }
        sqlState = field("C")
        text = field("M") ?? ServerMessage.trimmed(PQresultErrorMessage(result))
        constraint = field("n")
        position = field("P").flatMap { Int($0) }
    }

    /// What libpq itself says about the connection; it knows host and user, and never writes a password.
    init(connection: OpaquePointer?) {
        sqlState = nil
        text = ServerMessage.trimmed(PQerrorMessage(connection))
        constraint = nil
        position = nil
    }

    private static func trimmed(_ message: UnsafePointer<CChar>?) -> String {
        guard let message else { return "" }
        var text = Substring(String(cString: message))
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

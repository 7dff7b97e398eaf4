import HTML

/// A request that was refused or failed: the status, what it means, and the id that finds it in the log.
///
/// It needs no session and no database, so that nginx can show it when there is neither.
struct ErrorPage: Sendable {
    let status: Int
    let title: String
    let explanation: String
    /// The escaped id, or nginx's placeholder for it; nil shows none.
    let requestID: SafeHTML?

    /// - Parameter explanation: a sentence for the person; nil for the status's usual one.
    init(status: Int, explanation: String? = nil, requestID: SafeHTML?) {
        let usual = Self.words(for: status)
        self.status = status
        title = usual.title
        self.explanation = explanation ?? usual.explanation
        self.requestID = requestID
    }

    private static func words(for status: Int) -> (title: String, explanation: String) {
        switch status {
        case 400: ("Bad request", "The server could not understand what was sent. Nothing was changed.")
        case 403: ("Not allowed", "This form was sent from another site, or is too old. Go back, reload, try again.")
        case 404: ("Page not found", "There is nothing at this address. It may have moved, or never existed.")
        case 405: ("Method not allowed", "This address does not take that kind of request. Nothing was changed.")
        case 408: ("Too slow", "The request took too long to arrive. Check your connection and try again.")
        case 410: ("No longer here", "There was something at this address, and it is gone.")
        case 413: ("Too large", "What was sent is larger than this store takes. Nothing was changed.")
        case 414: ("Address too long", "The address is longer than this store takes.")
        case 415: ("Unsupported format", "This store takes ordinary forms only. Nothing was changed.")
        case 421: ("Unknown host", "This server does not answer for the name in the address.")
        case 422: ("Not accepted", "Something in the form was not right. Go back and check what you typed.")
        case 429: ("Too many requests", "That was a lot in a short time. Wait a minute, then try again.")
        case 502, 503, 504: ("Back in a moment", "The store is not available just now. Wait a minute and reload.")
        default:
            status >= 500
                ? ("Something went wrong", "The fault is ours, and it has been noted. Please try again in a minute.")
                : ("Request refused", "The server could not do what was asked. Nothing was changed.")
        }
    }
}

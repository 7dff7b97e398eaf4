internal import HTTP

/// The sentence that the next page shows once, about what has just been done. The cookie carries a word of ours and
/// never a text, so that nobody can put words into the store's mouth.
enum Flash: String, Sendable {
    case productCreated = "product-created"
    case productUpdated = "product-updated"
    case productDeleted = "product-deleted"
    case accountUpdated = "account-updated"
    case loggedOut = "logged-out"
    case sessionEnded = "session-ended"
    case formKept = "form-kept"
    case suspended, reinstated
    case takenDown = "taken-down"
    case putBack = "put-back"
    case welcome

    static let cookieName = "__Host-nexus-flash"

    var message: String {
        switch self {
        case .productCreated: "Product created"
        case .productUpdated: "Product updated"
        case .productDeleted: "Product deleted"
        case .accountUpdated: "Account updated"
        case .loggedOut: "You are logged out"
        case .sessionEnded: "Your session has ended, so nothing was changed. Please log in again."
        case .formKept: "Your session has ended. Log in, and what you typed will be there again."
        case .suspended: "The account is suspended"
        case .reinstated: "The suspension is lifted"
        case .takenDown: "The product is taken down"
        case .putBack: "The product is back"
        case .welcome: "Welcome! Put your first product up whenever you are ready."
        }
    }

    /// For the answer that redirects; kept for a minute at most.
    var cookie: HeaderValue { SetCookie(name: Self.cookieName, value: rawValue, maxAge: 60).headerValue }

    static var removed: HeaderValue { SetCookie(name: cookieName, value: "", maxAge: 0).headerValue }
}

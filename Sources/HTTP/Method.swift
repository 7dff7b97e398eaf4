/// The method of a request. Names are case-sensitive (RFC 9110, 9.1), so `get` is `.other("get")`.
public enum Method: Sendable, Equatable {
    case get
    case head
    case post
    /// Any other token, as it was sent.
    case other(String)

    public init(_ token: String) {
        switch token {
        case "GET": self = .get
        case "HEAD": self = .head
        case "POST": self = .post
        default: self = .other(token)
        }
    }

    /// The token as it stands in a request line.
    public var token: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .other(let token): token
        }
    }
}

internal import HTTP
internal import Store

/// The cookie that carries the session's token. `__Host-` makes browsers refuse it without Secure, with a Domain or for
/// another path (RFC 6265bis 4.1.3.2), so no neighbouring host can plant one.
enum SessionCookie {
    static let name = "__Host-nexus"

    /// - Parameter seconds: how long the browser keeps it.
    static func holding(_ token: SessionToken, seconds: Int64) -> HeaderValue {
        SetCookie(name: name, value: token.text, maxAge: Int(clamping: seconds), sameSite: .lax).headerValue
    }

    static var removed: HeaderValue { SetCookie(name: name, value: "", maxAge: 0, sameSite: .lax).headerValue }
}

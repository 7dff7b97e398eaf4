internal import Crypto
internal import HTTP
internal import Store

/// What a browser has and another site cannot read: its session's token or, before any login, a cookie of its own. The
/// token that forms carry is derived from it (the double-submit pattern of OWASP's CSRF cheat sheet, with a `__Host-`
/// cookie that no neighbour can set), for browsers that send neither `Sec-Fetch-Site` nor `Origin`.
struct FormSecret: Sendable {
    static let cookieName = "__Host-nexus-form"

    private let secret: String
    /// The cookie that a page with a form must set because the browser has no secret yet; nil when it has one.
    let newCookie: HeaderValue?

    init(_ cookies: Cookies) {
        // Each is looked at by itself: a session's cookie that is none must not hide the form's own.
        let found = [SessionCookie.name, Self.cookieName].lazy.compactMap { cookies[$0] }
        if let known = found.first(where: { SessionToken($0) != nil }) {
            secret = known
            newCookie = nil
        } else {
            secret = Self.digest("\(UUID.random())\(UUID.random())")
            newCookie = SetCookie(name: Self.cookieName, value: secret, sameSite: .lax).headerValue
        }
    }

    /// What the hidden field `form_token` must hold.
    var token: String { Self.digest("form " + secret) }

    /// Whether a form carries the right token; compared in a time that says nothing.
    func matches(_ typed: String?) -> Bool {
        guard let typed, newCookie == nil, typed.utf8.count == token.utf8.count else { return false }
        return zip(typed.utf8, token.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func digest(_ text: String) -> String {
        Hexadecimal.text(Array(SHA256.hash(data: Array(text.utf8))))
    }
}

/// A cookie that an answer sets (RFC 6265, 4.1).
public struct SetCookie: Sendable {
    public enum SameSite: String, Sendable {
        case lax = "Lax"
    }

    public var name: String
    public var value: String
    /// Seconds the cookie lives; zero deletes it; nil until the browser ends.
    public var maxAge: Int?
    public var path: String
    public var secure: Bool
    public var httpOnly: Bool
    public var sameSite: SameSite

    /// A cookie; without more said it is secure, out of reach of scripts, and sent along only from this site and its links.
    ///
    /// - Parameters:
    ///   - name: A token. Browsers hold `__Host-…` to `secure` and the path `/`.
    ///   - value: Any text. What a cookie cannot carry is percent-coded, and `Cookies` undoes that.
    public init(
        name: String,
        value: String,
        maxAge: Int? = nil,
        path: String = "/",
        secure: Bool = true,
        httpOnly: Bool = true,
        sameSite: SameSite = .lax
    ) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.path = path
        self.secure = secure
        self.httpOnly = httpOnly
        self.sameSite = sameSite
    }

    /// The value of the `Set-Cookie` header.
    public var headerValue: HeaderValue {
        let name = PercentCoding.encode(name.utf8, keeping: Text.isTokenCharacter)
        let value = PercentCoding.encode(value.utf8) { Cookies.isValueCharacter($0) && $0 != UInt8(ascii: "%") }
        let path = PercentCoding.encode(path.utf8) { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }

        var text = "\(name)=\(value); Path=\(path)"
        if let maxAge { text += "; Max-Age=\(max(0, maxAge))" }
        if secure { text += "; Secure" }
        if httpOnly { text += "; HttpOnly" }
        text += "; SameSite=\(sameSite.rawValue)"
        return HeaderValue(safe: text)
    }
}

internal import Crypto
internal import HTTP
internal import Store

/// A browser, known by a cookie that another site can neither read nor set (`__Host-`). From its secret come the token
/// that forms carry (the double-submit pattern of OWASP's CSRF cheat sheet), for browsers that send neither
/// `Sec-Fetch-Site` nor `Origin`, and the number under which a repeated form is known again. It outlives a session.
struct Browser: Sendable {
    static let cookieName = "__Host-nexus-form"

    /// 64 hexadecimal digits, as a session's token has; nil when the browser brought none and gets none.
    private let secret: String?
    /// Whether the browser brought it.
    let isKnown: Bool

    /// - Parameter needsCookie: whether the answer will hold a form, so that a browser without a secret gets one.
    init(_ cookies: Cookies, needsCookie: Bool) {
        let known = cookies[Self.cookieName].flatMap { SessionToken($0) }
        isKnown = known != nil
        secret = known?.text ?? (needsCookie ? SessionToken.random().text : nil)
    }

    /// The cookie that the answer must set; nil when there is nothing to set.
    var newCookie: HeaderValue? {
        guard !isKnown, let secret else { return nil }
        return SetCookie(name: Self.cookieName, value: secret, sameSite: .lax).headerValue
    }

    /// What the hidden field `form_token` must hold; empty where no form is shown.
    var token: String { secret.map { _ in Hexadecimal.text(code(of: Self.purpose)) } ?? "" }

    /// Whether a form carries the right token; compared in a time that says nothing.
    func matches(_ typed: String?) -> Bool {
        guard isKnown, let typed, let code = Hexadecimal.bytes(typed) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.purpose, using: key)
    }

    /// What forms carry that are shown to an account, so that another account in the same browser does not send them
    /// unawares. 16 hexadecimal digits.
    func mark(of account: User.ID) -> String {
        Hexadecimal.text(Array(code(of: Array("owner \(account)".utf8)).prefix(8)))
    }

    /// What the database knows it by: nothing in it opens a form or a session. All browsers without a cookie are one.
    var id: [UInt8] { SHA256.hash(data: Array((secret ?? "").utf8)).withUnsafeBytes { Array($0) } }

    /// What is the same when the same fields are sent to the same address again. To whoever lacks the secret it says
    /// nothing about a password among them; a browser that brought none has no secret, and its secrets get no digest.
    func digest(of address: String, _ form: Form) -> [UInt8] {
        // No text of a form holds a NUL.
        var sent = Array(address.utf8)
        for field in form.fields where field.name != Form.tokenField {
            for text in [field.name, field.value] {
                sent.append(0)
                sent.append(contentsOf: text.utf8)
            }
        }
        return code(of: sent)
    }

    private static let purpose = Array("form".utf8)

    private var key: SymmetricKey { SymmetricKey(data: Array((secret ?? "").utf8)) }

    private func code(of bytes: [UInt8]) -> [UInt8] {
        HMAC<SHA256>.authenticationCode(for: bytes, using: key).withUnsafeBytes { Array($0) }
    }
}

extension Form {
    /// The hidden field with the token that vouches for the form.
    static let tokenField = "form_token"
    /// The hidden field with the form's own number.
    static let numberField = "form_id"
    /// The hidden field with the mark of the account that the form was shown to.
    static let ownerField = "form_owner"
    /// The hidden field with the version of the row that the form shows.
    static let versionField = "version"
}

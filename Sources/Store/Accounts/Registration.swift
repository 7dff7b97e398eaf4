public import Passwords

/// A registration that may be stored: every field is valid and the password is hashed.
public struct Registration: Sendable {
    public let email: EmailAddress
    public let name: PersonName
    let password: PasswordHash

    /// Checks what was typed, then hashes the password: slow, so never inside a transaction. Gives all field errors.
    /// Throws `PasswordError` when too many passwords are being hashed at once.
    ///
    /// Length is the only rule for a password (NIST SP 800-63B 3.1.1.2): 8 characters or more, at most 1,024 bytes.
    public static func parse(
        email typedEmail: String, password: String, name typedName: String, hasher: PasswordHasher
    ) throws(PasswordError) -> Result<Registration, FieldErrors> {
        var errors = FieldErrors()
        let email = EmailAddress(typedEmail)
        let name = PersonName(typedName)
        if email == nil { errors.add("email", "Enter an e-mail address, such as mara@example.com.") }
        if password.unicodeScalars.count < 8 { errors.add("password", "Choose a password of at least 8 characters.") }
        if password.utf8.count > 1_024 { errors.add("password", "Choose a password of at most 1,024 bytes.") }
        if name == nil { errors.add("name", "Keep the name to one line of at most 255 characters.") }
        guard errors.isEmpty, let email, let name else { return .failure(errors) }
        return .success(Registration(email: email, name: name, password: try hasher.hash(password)))
    }
}

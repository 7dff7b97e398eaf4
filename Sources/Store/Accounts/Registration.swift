public import Passwords

/// A registration that may be stored: every field is valid and the password is hashed.
public struct Registration: Sendable {
    public let email: EmailAddress
    public let name: PersonName
    let password: PasswordHash

    /// Checks what was typed, then hashes the password: slow, so never inside a transaction. Gives all field errors.
    /// Throws `PasswordError` when too many passwords are being hashed at once.
    public static func parse(
        email typedEmail: String, password typedPassword: String, name typedName: String, hasher: PasswordHasher
    ) throws(PasswordError) -> Result<Registration, FieldErrors> {
        var errors = FieldErrors()
        let email = errors.email(typedEmail)
        let password = errors.newPassword(typedPassword)
        let name = errors.name(typedName)
        guard let email, let password, let name else { return .failure(errors) }
        return .success(Registration(email: email, name: name, password: try hasher.hash(password)))
    }
}

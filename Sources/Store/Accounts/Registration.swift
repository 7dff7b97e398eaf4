public import Passwords

/// A registration that may be stored: every field is valid and the password is hashed.
public struct Registration: Sendable {
    public let email: EmailAddress
    public let name: PersonName
    let password: PasswordHash

    /// Checks what was typed, then hashes the password: slow, so never inside a transaction. nil when the form has
    /// mistakes. Throws `PasswordError` when too many passwords are being hashed at once.
    public static func parse(
        _ form: inout FilledForm<RegistrationField>, hasher: PasswordHasher
    ) throws(PasswordError) -> Registration? {
        let name = form.name(.name)
        let email = form.email(.email)
        let password = form.newPassword(.password)
        guard !form.isRefused, let name, let email, let password else { return nil }
        return Registration(email: email, name: name, password: try hasher.hash(password))
    }
}

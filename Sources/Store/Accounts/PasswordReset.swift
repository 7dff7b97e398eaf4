public import Passwords
public import Postgres

/// A new password for somebody who cannot give the old one, vouched for by whoever may run `nexus user`.
public struct PasswordReset: Sendable {
    let email: EmailAddress
    let hash: PasswordHash

    /// Checks what was typed, then hashes the password: slow, so never inside a transaction. nil when the form has
    /// mistakes. Throws `PasswordError` when too many passwords are being hashed at once.
    public static func parse(
        _ form: inout FilledForm<RegistrationField>, hasher: PasswordHasher
    ) throws(PasswordError) -> PasswordReset? {
        let email = form.email(.email)
        let password = form.newPassword(.password)
        guard !form.isRefused, let email, let password else { return nil }
        return PasswordReset(email: email, hash: try hasher.hash(password))
    }

    /// Changes the password and ends every session of the user; nil when nobody has the address.
    public func store(_ db: inout Database) throws(DatabaseError) -> User? {
        try db.transaction { db throws(DatabaseError) in
            let user: User? = try db.first(
                """
                UPDATE users SET password = \(hash.phc) WHERE \(SQL.address("email")) = \(SQL.address(email))
                RETURNING \(User.columns)
                """
            )
            if let user { try Session.endAll(of: user.id, &db) }
            return user
        }
    }
}

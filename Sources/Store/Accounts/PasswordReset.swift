public import Passwords
public import Postgres

/// A new password for somebody who cannot give the old one, vouched for by whoever may run `nexus user`.
public struct PasswordReset: Sendable {
    let email: EmailAddress
    let hash: PasswordHash

    /// Checks what was typed, under the fields `email` and `password`, then hashes the password: slow, so never inside a
    /// transaction. Gives all errors. Throws `PasswordError` when too many passwords are being hashed at once.
    public static func parse(
        email typedEmail: String, password typedPassword: String, hasher: PasswordHasher
    ) throws(PasswordError) -> Result<PasswordReset, FieldErrors> {
        var errors = FieldErrors()
        let email = errors.email(typedEmail)
        let password = errors.newPassword(typedPassword)
        guard let email, let password else { return .failure(errors) }
        return .success(PasswordReset(email: email, hash: try hasher.hash(password)))
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

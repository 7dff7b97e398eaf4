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
    ///
    /// - Parameter role: What the account may do from now on; nil for what it may. Needs the owner's connection. A right is
    ///   never added to a password that somebody else may have chosen: whoever was the first to register an address did
    ///   not have to show that it is theirs. An account that is suspended violates `users_admin_is_not_suspended`.
    public func store(as role: User.Role? = nil, _ db: inout Database) throws(DatabaseError) -> User? {
        let change: SQL = if let role { ", role = \(role)" } else { "" }
        return try db.transaction { db throws(DatabaseError) in
            let user: User? = try db.first(
                """
                UPDATE users SET password = \(hash.phc)\(change)
                WHERE \(SQL.address("email")) = \(SQL.address(email))
                RETURNING \(User.columns)
                """
            )
            if let user { try Session.endAll(of: user.id, &db) }
            return user
        }
    }
}

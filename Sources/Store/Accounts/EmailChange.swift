public import Passwords
public import Postgres

/// A new address to log in with, vouched for by the account's password.
public struct EmailChange: Sendable {
    let email: EmailAddress
    let owner: Credentials

    /// Checks what was typed, under the fields `email` and `password`, and gives all errors. Costs one hash, whatever was
    /// typed, so never inside a transaction. Throws `DatabaseError` and `PasswordError`.
    public static func parse(
        email typed: String, password: String, of user: User.ID, hasher: PasswordHasher, _ db: inout Database
    ) throws -> Result<EmailChange, FieldErrors> {
        var errors = FieldErrors()
        let email = errors.email(typed)
        let owner = try Credentials.find(user, &db)
        if try !Credentials.check(password, of: owner, hasher: hasher) {
            errors.add("password", "This is not your current password.")
        }
        guard errors.isEmpty, let email, let owner else { return .failure(errors) }
        return .success(EmailChange(email: email, owner: owner))
    }

    /// Changes the address. nil when it is done; else what is wrong with the fields: another account has the address, or
    /// the password was changed since it was checked.
    public func store(_ db: inout Database) throws(DatabaseError) -> FieldErrors? {
        do {
            let changed = try db.transaction { db throws(DatabaseError) in
                try db.run(
                    "UPDATE users SET email = \(email) WHERE id = \(owner.user.id) AND password = \(owner.phc)")
            }
            return changed == 1 ? nil : FieldErrors("password", "This is not your current password any more.")
        } catch {
            guard error.kind == .uniqueViolation, error.constraint == "users_email_key" else { throw error }
            return FieldErrors("email", "Another account has this address already.")
        }
    }
}

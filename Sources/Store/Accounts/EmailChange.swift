public import Passwords
public import Postgres

/// A new address to log in with, vouched for by the account's password.
public struct EmailChange: Sendable {
    let email: EmailAddress
    let owner: Credentials

    /// Checks what was typed; nil when the form has mistakes. Costs one hash, whatever was typed, so never inside a
    /// transaction. Throws `DatabaseError` and `PasswordError`.
    public static func parse(
        _ form: inout FilledForm<EmailField>, of user: User.ID, hasher: PasswordHasher, _ db: inout Database
    ) throws -> EmailChange? {
        let email = form.email(.email)
        let owner = try Credentials.find(user, &db)
        if try !Credentials.check(form[.password], of: owner, hasher: hasher) {
            form.refuse(.password, "This is not your current password.")
        }
        guard !form.isRefused, let email, let owner else { return nil }
        return EmailChange(email: email, owner: owner)
    }

    /// Changes the address. Refused when another account has it, or when the password was changed since it was checked.
    public func store(
        _ form: inout FilledForm<EmailField>, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<Void> {
        do {
            let changed: User.ID? = try db.transaction { db throws(DatabaseError) in
                try db.first(
                    submission.noting(
                        """
                        UPDATE users SET email = \(email) WHERE id = \(owner.user.id) AND password = \(owner.phc)
                        RETURNING id
                        """))
            }
            guard changed == nil else { return .done }
            form.refuse(.password, "This is not your current password any more.")
        } catch {
            guard error.kind == .uniqueViolation, error.constraint == "users_email_key" else { throw error }
            form.refuse(.email, "Another account has this address already.")
        }
        return .refused
    }
}

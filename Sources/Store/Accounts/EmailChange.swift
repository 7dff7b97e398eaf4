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
        if try !Credentials.check(TypedPassword(form[.password]), of: owner, hasher: hasher).isRight {
            form.refuse(.password, "This is not your current password.")
        }
        guard !form.isRefused, let email, let owner else { return nil }
        return EmailChange(email: email, owner: owner)
    }

    /// Changes the address, ends every session of the user, since the old address opens none any more, and begins a new
    /// one for the browser that asked. Refused when another account has the address, or when the account was changed
    /// since the password was checked.
    public func store(
        _ form: inout FilledForm<EmailField>, at now: Timestamp, as submission: Submission = .unnumbered,
        _ db: inout Database
    ) throws(DatabaseError) -> Outcome<SessionToken> {
        do {
            let token: SessionToken? = try db.transaction { db throws(DatabaseError) in
                let user: User? = try db.first(
                    submission.noting(
                        """
                        UPDATE users SET email = \(email) WHERE \(VerifiedLogin(owner).stillHolds)
                        RETURNING \(User.columns)
                        """))
                guard let user else { return nil }
                return try Session.renew(VerifiedLogin(user, phc: owner.phc), at: now, &db)
            }
            if let token { return .done(token) }
            form.refuse(.password, "This is not your current password any more.")
        } catch {
            guard error.kind == .uniqueViolation, error.constraint == "users_email_key" else { throw error }
            form.refuse(.email, "Another account has this address already.")
        }
        return .refused
    }
}

public import Passwords
public import Postgres

/// A new password, vouched for by the current one.
public struct PasswordChange: Sendable {
    let owner: Credentials
    let hash: PasswordHash

    /// Checks what was typed; nil when the form has mistakes. Costs one hash, and a second one when all is well, so never
    /// inside a transaction. Throws `DatabaseError` and `PasswordError`.
    public static func parse(
        _ form: inout FilledForm<PasswordField>, of user: User.ID, hasher: PasswordHasher, _ db: inout Database
    ) throws -> PasswordChange? {
        let owner = try Credentials.find(user, &db)
        if try !Credentials.check(TypedPassword(form[.current]), of: owner, hasher: hasher).isRight {
            form.refuse(.current, "This is not your current password.")
        }
        let new = form.newPassword(.new)
        guard !form.isRefused, let owner, let new else { return nil }
        return PasswordChange(owner: owner, hash: try hasher.hash(new))
    }

    /// Changes the password, ends every session of the user and begins a new one, for the browser that asked. Refused
    /// when the account was changed since it was checked.
    public func store(
        _ form: inout FilledForm<PasswordField>, at now: Timestamp, as submission: Submission = .unnumbered,
        _ db: inout Database
    ) throws(DatabaseError) -> Outcome<SessionToken> {
        let token: SessionToken? = try db.transaction { db throws(DatabaseError) in
            guard let login = try owner.replace(with: hash, as: submission, &db) else { return nil }
            return try Session.renew(login, at: now, &db)
        }
        if let token { return .done(token) }
        form.refuse(.current, "This is not your current password any more.")
        return .refused
    }
}

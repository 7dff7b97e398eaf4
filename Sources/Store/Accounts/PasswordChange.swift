public import Passwords
public import Postgres

/// A new password, vouched for by the current one.
public struct PasswordChange: Sendable {
    let owner: Credentials
    let hash: PasswordHash

    /// Checks what was typed, under the fields `current_password` and `new_password`, and gives all errors. Costs one hash,
    /// and a second one when all is well, so never inside a transaction. Throws `DatabaseError` and `PasswordError`.
    public static func parse(
        current: String, new typed: String, of user: User.ID, hasher: PasswordHasher, _ db: inout Database
    ) throws -> Result<PasswordChange, FieldErrors> {
        var errors = FieldErrors()
        let owner = try Credentials.find(user, &db)
        if try !Credentials.check(TypedPassword(current), of: owner, hasher: hasher).isRight {
            errors.add("current_password", "This is not your current password.")
        }
        let new = errors.newPassword(typed, at: "new_password")
        guard errors.isEmpty, let owner, let new else { return .failure(errors) }
        return .success(PasswordChange(owner: owner, hash: try hasher.hash(new)))
    }

    /// Changes the password, ends every session of the user and begins a new one, for the browser that asked. Fails when
    /// the account was changed since the password was checked.
    public func store(
        at now: Timestamp, _ db: inout Database
    ) throws(DatabaseError) -> Result<SessionToken, FieldErrors> {
        try db.transaction { db throws(DatabaseError) in
            guard let login = try owner.replace(with: hash, &db), let token = try Session.renew(login, at: now, &db)
            else { return .failure(FieldErrors("current_password", "This is not your current password any more.")) }
            return .success(token)
        }
    }
}

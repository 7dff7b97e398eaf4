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
        if try !Credentials.check(TypedPassword(password), of: owner, hasher: hasher).isRight {
            errors.add("password", "This is not your current password.")
        }
        guard errors.isEmpty, let email, let owner else { return .failure(errors) }
        return .success(EmailChange(email: email, owner: owner))
    }

    /// Changes the address, ends every session of the user, since the old address opens none any more, and begins a new
    /// one for the browser that asked. Fails when another account has the address, or the account was changed since the
    /// password was checked.
    public func store(
        at now: Timestamp, _ db: inout Database
    ) throws(DatabaseError) -> Result<SessionToken, FieldErrors> {
        do {
            return try db.transaction { db throws(DatabaseError) in
                let user: User? = try db.first(
                    """
                    UPDATE users SET email = \(email) WHERE \(VerifiedLogin(owner).stillHolds) RETURNING \(User.columns)
                    """
                )
                guard let user, let token = try Session.renew(VerifiedLogin(user, phc: owner.phc), at: now, &db) else {
                    return .failure(FieldErrors("password", "This is not your current password any more."))
                }
                return .success(token)
            }
        } catch {
            guard error.kind == .uniqueViolation, error.constraint == "users_email_key" else { throw error }
            return .failure(FieldErrors("email", "Another account has this address already."))
        }
    }
}

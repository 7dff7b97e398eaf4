public import Passwords
public import Postgres

/// Somebody who says who they are, with a password to prove it.
public struct Login: Sendable {
    let email: EmailAddress?
    let password: String

    /// Anything typed makes an attempt; only a right one makes a user.
    public init(email: String, password: String) {
        self.email = EmailAddress(email)
        self.password = password
    }

    /// The user, or nil: for a wrong password, an unknown address or a malformed one, which all cost one hash and so
    /// cannot be told apart by time (OWASP Authentication Cheat Sheet). A hash made with lower costs than today's is
    /// replaced. Throws `DatabaseError` and `PasswordError`.
    public func attempt(hasher: PasswordHasher, _ db: inout Database) throws -> User? {
        let known: Credentials? = if let email { try Credentials.find(email, &db) } else { nil }
        guard try Credentials.check(password, of: known, hasher: hasher), let known else { return nil }
        if let hash = PasswordHash(phc: known.phc), hasher.needsRehash(hash) {
            _ = try known.replace(with: try hasher.hash(password), &db)
        }
        return known.user
    }
}

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
        // A longer password was never stored, and hashing it would only cost us.
        guard password.utf8.count <= 1_024, let email, let known = try Credentials.find(email, &db),
            let hash = PasswordHash(phc: known.phc)
        else {
            try hasher.verifyNothing(String(password.prefix(256)))
            return nil
        }
        guard try hasher.verify(password, against: hash) else { return nil }
        if hasher.needsRehash(hash) {
            try Credentials.replace(known, with: try hasher.hash(password), &db)
        }
        return known.user
    }
}

/// A user with the stored hash; nothing outside this file needs it.
private struct Credentials: RowDecodable {
    let user: User
    let phc: String

    init(row: inout Row) throws(DatabaseError) {
        user = try User(row: &row)
        phc = try row.next()
    }

    static func find(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> Credentials? {
        try db.first("SELECT \(User.columns), password FROM users WHERE lower(email) = lower(\(email))")
    }

    /// Only while the stored hash is still the one that was verified: a change of password meanwhile wins.
    static func replace(
        _ known: Credentials, with hash: PasswordHash, _ db: inout Database
    ) throws(DatabaseError) {
        try db.run("UPDATE users SET password = \(hash.phc) WHERE id = \(known.user.id) AND password = \(known.phc)")
    }
}

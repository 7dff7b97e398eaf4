internal import Passwords
internal import Postgres

/// A user with the stored hash. Only what checks or changes a password needs it.
struct Credentials: RowDecodable {
    /// In bytes. A longer password was never stored, and hashing it would only cost us.
    static let longestPassword = 1_024

    let user: User
    let phc: String

    init(row: inout Row) throws(DatabaseError) {
        user = try User(row: &row)
        phc = try row.next()
    }

    static func find(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> Credentials? {
        try db.first(
            "SELECT \(User.columns), password FROM users WHERE \(SQL.address("email")) = \(SQL.address(email))")
    }

    static func find(_ id: User.ID, _ db: inout Database) throws(DatabaseError) -> Credentials? {
        try db.first("SELECT \(User.columns), password FROM users WHERE id = \(id)")
    }

    /// Whether this is the password of `known`. Costs one hash, also when nobody is known or the password is too long to
    /// be anybody's: time does not tell (OWASP Authentication Cheat Sheet).
    static func check(
        _ password: String, of known: Credentials?, hasher: PasswordHasher
    ) throws(PasswordError) -> Bool {
        guard password.utf8.count <= longestPassword, let known, let hash = PasswordHash(phc: known.phc) else {
            try hasher.verifyNothing(String(password.prefix(256)))
            return false
        }
        return try hasher.verify(password, against: hash)
    }

    /// Only while the stored hash is still the one that was verified: a change of password meanwhile wins. Whether it was.
    func replace(
        with hash: PasswordHash, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Bool {
        let replaced: User.ID? = try db.first(
            submission.noting(
                "UPDATE users SET password = \(hash.phc) WHERE id = \(user.id) AND password = \(phc) RETURNING id"))
        return replaced != nil
    }
}

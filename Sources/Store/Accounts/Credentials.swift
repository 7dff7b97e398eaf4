internal import Passwords
internal import Postgres

/// A user with the stored hash. Only what checks or changes a password needs it.
struct Credentials: RowDecodable {
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

    /// How a password that was typed compares with the stored hash.
    enum Match {
        case none
        /// Also whether the hash should be made anew: it cost less than today's, or is of another spelling.
        case right(isOutdated: Bool)

        var isRight: Bool { if case .right = self { true } else { false } }
    }

    /// Whether this is the password of `known`. Costs the same when it is wrong, when nobody is known and when it is too
    /// long to be anybody's, so that time does not tell (OWASP Authentication Cheat Sheet): one hash for each spelling
    /// that was typed, which is one in all but rare scripts.
    static func check(
        _ password: TypedPassword, of known: Credentials?, hasher: PasswordHasher
    ) throws(PasswordError) -> Match {
        guard let normal = password.normal, let known, let hash = PasswordHash(phc: known.phc) else {
            for _ in 0..<max(1, password.spellings.count) { try hasher.verifyNothing() }
            return .none
        }
        if try hasher.verify(normal, against: hash) { return .right(isOutdated: hasher.needsRehash(hash)) }
        if let former = password.former, try hasher.verify(former, against: hash) { return .right(isOutdated: true) }
        return .none
    }

    /// Replaces the hash as long as what was verified still holds: a change made meanwhile wins. Gives the account with the
    /// new hash; nil when it no longer holds.
    func replace(
        with hash: PasswordHash, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> VerifiedLogin? {
        let changed: User.ID? = try db.first(
            submission.noting(
                "UPDATE users SET password = \(hash.phc) WHERE \(VerifiedLogin(self).stillHolds) RETURNING id"))
        return changed == nil ? nil : VerifiedLogin(user, phc: hash.phc)
    }
}

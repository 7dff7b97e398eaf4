public import Postgres

/// A signed-in browser: two hours from the last request, twelve from the login, whichever ends first.
public struct Session: Sendable {
    /// Seconds a session lives after a request.
    public static let idleLifetime: Int64 = 2 * 3_600
    /// Seconds a session lives at all.
    public static let lifetime: Int64 = 12 * 3_600
    /// A request within this many seconds of the last noted one is not noted again: it would be a write per page.
    static let noteEvery: Int64 = 60

    public let user: User
    /// When it ends if nothing more happens.
    public let expiresAt: Timestamp
    /// Whether this request moved the end, so that the cookie's must move too.
    public let wasExtended: Bool

    /// Begins a session and gives its token, which exists nowhere else. Sweeps some expired ones away.
    public static func start(for user: User.ID, at now: Timestamp, _ db: inout Database) throws(DatabaseError)
        -> SessionToken
    {
        let token = SessionToken.random()
        try db.run(
            """
            WITH swept AS (
                DELETE FROM sessions WHERE token_hash IN (SELECT token_hash FROM sessions WHERE expires_at < \(now) LIMIT 100)
            )
            INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at)
            VALUES (\(token.hash), \(user), \(now), \(now), \(now.moved(seconds: idleLifetime)))
            """
        )
        return token
    }

    /// The live session of a token, its end moved on if it was quiet for a minute; nil when there is none.
    public static func resume(_ token: SessionToken, at now: Timestamp, _ db: inout Database) throws(DatabaseError)
        -> Session?
    {
        guard
            let found: Found = try db.first(
                """
                SELECT \(User.columns), sessions.created_at, last_seen_at, expires_at
                FROM sessions JOIN users ON users.id = user_id
                WHERE token_hash = \(token.hash) AND expires_at > \(now)
                """
            )
        else { return nil }
        guard found.lastSeenAt.moved(seconds: noteEvery) < now else {
            return Session(user: found.user, expiresAt: found.expiresAt, wasExtended: false)
        }
        let end = min(now.moved(seconds: idleLifetime), found.createdAt.moved(seconds: lifetime))
        try db.run("UPDATE sessions SET last_seen_at = \(now), expires_at = \(end) WHERE token_hash = \(token.hash)")
        return Session(user: found.user, expiresAt: end, wasExtended: true)
    }

    /// Ends the session of a token for every process at once; a token without one is fine.
    public static func end(_ token: SessionToken, _ db: inout Database) throws(DatabaseError) {
        try db.run("DELETE FROM sessions WHERE token_hash = \(token.hash)")
    }

    /// Ends every session of a user, in every browser.
    static func endAll(of user: User.ID, _ db: inout Database) throws(DatabaseError) {
        try db.run("DELETE FROM sessions WHERE user_id = \(user)")
    }
}

private struct Found: RowDecodable {
    let user: User
    let createdAt: Timestamp
    let lastSeenAt: Timestamp
    let expiresAt: Timestamp

    init(row: inout Row) throws(DatabaseError) {
        user = try User(row: &row)
        createdAt = try row.next()
        lastSeenAt = try row.next()
        expiresAt = try row.next()
    }
}

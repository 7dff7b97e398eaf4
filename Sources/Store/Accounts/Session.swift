public import Postgres

/// A signed-in browser: two hours from the last request, twelve from the login, whichever ends first.
public struct Session: Sendable {
    /// Seconds a session lives after a request.
    public static let idleLifetime: Int64 = 2 * 3_600
    /// Seconds a session lives at all.
    public static let lifetime: Int64 = 12 * 3_600
    /// A request within this many seconds of the last noted one is not noted again: it would be a write per page.
    static let noteEvery: Int64 = 60
    /// Seconds that the clocks of two hosts may differ. All times of a session are those of the requests; one from further
    /// ahead was written by a clock that was wrong, and would live until its time had passed.
    static let clockLeeway: Int64 = 60

    public let user: User
    /// When it ends if nothing more happens.
    public let expiresAt: Timestamp
    /// Whether this request moved the end, so that the cookie's must move too.
    public let wasExtended: Bool

    /// Begins a session and gives its token, which exists nowhere else; nil when what was verified does not hold any more.
    /// Sweeps some expired ones away.
    ///
    /// The row of the user is locked against changes until the session is there. So a change that comes first is seen
    /// here, and one that comes later finds the session and can end it; which is why all that end sessions change the
    /// user's row before, in the same transaction.
    public static func start(_ login: VerifiedLogin, at now: Timestamp, _ db: inout Database) throws(DatabaseError)
        -> SessionToken?
    {
        let token = SessionToken.random()
        let begun = try db.run(
            """
            INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at)
            SELECT \(token.hash), id, \(now), \(now), \(now.moved(seconds: idleLifetime)) FROM users
            WHERE \(login.stillHolds) FOR SHARE
            """
        )
        guard begun == 1 else { return nil }
        // A statement of its own that waits for nobody: together with the user's row it could lock two against each other.
        try db.run(
            """
            DELETE FROM sessions WHERE token_hash IN (
                SELECT token_hash FROM sessions WHERE expires_at < \(now) LIMIT 100 FOR UPDATE SKIP LOCKED
            )
            """
        )
        return token
    }

    /// Ends all sessions of a user whose row has just been changed, and begins one; nil as for `start`.
    static func renew(_ login: VerifiedLogin, at now: Timestamp, _ db: inout Database) throws(DatabaseError)
        -> SessionToken?
    {
        try endAll(of: login.user.id, &db)
        return try start(login, at: now, &db)
    }

    /// The live session of a token, its end moved on if it was quiet for a minute; nil when there is none. A session from
    /// the future is not alive, nor is one of somebody who is suspended.
    public static func resume(_ token: SessionToken, at now: Timestamp, _ db: inout Database) throws(DatabaseError)
        -> Session?
    {
        let latest = now.moved(seconds: clockLeeway)
        guard
            let found: Found = try db.first(
                """
                SELECT \(User.columns), sessions.created_at, last_seen_at, expires_at
                FROM sessions JOIN users ON users.id = user_id
                WHERE token_hash = \(token.hash) AND expires_at > \(now)
                    AND sessions.created_at <= \(latest) AND last_seen_at <= \(latest) AND suspended_at IS NULL
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

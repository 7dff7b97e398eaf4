public import Postgres

extension User {
    /// Shuts a seller out as a form says: all sessions end, no log-in is answered with a session, and nothing of theirs is
    /// listed or sold. Doing it again only changes the reason. Refused for an admin, who cannot be suspended, by others or
    /// by themselves; missing when there is nobody of that number, or who asks is no admin any more.
    ///
    /// - Parameter admin: Who does it; nil for the owner of the machine.
    public static func suspend(
        _ id: ID, from form: inout FilledForm<ReasonField>, by admin: ID?, as submission: Submission = .unnumbered,
        _ db: inout Database
    ) throws(DatabaseError) -> Outcome<User> {
        guard let reason = form.reason() else { return .refused }
        let suspended: User? = try db.transaction { db throws(DatabaseError) in
            let user: User? = try db.first(
                submission.noting(
                    """
                    UPDATE users SET suspended_at = coalesce(suspended_at, now()), suspension_reason = \(reason)
                    WHERE id = \(id) AND role <> 'admin' AND \(SQL.isAdmin(admin))
                    RETURNING \(columns)
                    """))
            if user != nil { try Session.endAll(of: id, &db) }
            return user
        }
        if let suspended { return .done(suspended) }
        guard try find(id, &db)?.role == .admin else { return .missing }
        form.refuse(nil, "An admin cannot be suspended: `nexus user demote` comes first.")
        return .refused
    }

    /// Lets a suspended seller in again; what was for sale is so again. Fine for one who is not suspended; missing as for
    /// `suspend`.
    ///
    /// - Parameter admin: Who does it; nil for the owner of the machine.
    public static func reinstate(
        _ id: ID, by admin: ID?, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<User> {
        let user: User? = try db.first(
            submission.noting(
                """
                UPDATE users SET suspended_at = NULL, suspension_reason = NULL WHERE id = \(id) AND \(SQL.isAdmin(admin))
                RETURNING \(columns)
                """))
        return user.map { .done($0) } ?? .missing
    }
}

extension SQL {
    /// Whether somebody is an admin at this moment; always for nil, the owner of the machine. Locked, so that whoever is
    /// demoted meanwhile does nothing any more.
    static func isAdmin(_ id: User.ID?) -> SQL {
        guard let id else { return "true" }
        return "EXISTS (SELECT FROM users AS actor WHERE actor.id = \(id) AND actor.role = 'admin' FOR SHARE)"
    }
}

public import Postgres

extension User {
    public enum SuspensionOutcome: Sendable {
        case done(User)
        /// There is nobody of that number, or who asks is no admin any more.
        case missing
        /// An admin cannot be suspended, by others or by themselves: `nexus user demote` comes first.
        case isAdmin
    }

    /// Shuts a seller out: all sessions end, no log-in is answered with a session, and nothing of theirs is listed or
    /// sold. Once more only changes the reason.
    /// - Parameter admin: Who does it; nil for the owner of the machine.
    public static func suspend(
        _ id: ID, for reason: Reason, by admin: ID?, _ db: inout Database
    ) throws(DatabaseError) -> SuspensionOutcome {
        try db.transaction { db throws(DatabaseError) in
            let user: User? = try db.first(
                """
                UPDATE users SET suspended_at = coalesce(suspended_at, now()), suspension_reason = \(reason)
                WHERE id = \(id) AND role <> 'admin' AND \(SQL.isAdmin(admin))
                RETURNING \(columns)
                """
            )
            guard let user else { return try find(id, &db)?.role == .admin ? .isAdmin : .missing }
            try Session.endAll(of: id, &db)
            return .done(user)
        }
    }

    /// Lets a suspended seller in again; what was for sale is so again. Fine for one who is not suspended.
    /// - Parameter admin: Who does it; nil for the owner of the machine.
    public static func lift(_ id: ID, by admin: ID?, _ db: inout Database) throws(DatabaseError) -> SuspensionOutcome {
        let user: User? = try db.first(
            """
            UPDATE users SET suspended_at = NULL, suspension_reason = NULL WHERE id = \(id) AND \(SQL.isAdmin(admin))
            RETURNING \(columns)
            """
        )
        return if let user { .done(user) } else { .missing }
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

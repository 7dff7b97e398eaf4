public import Postgres

extension Product {
    /// Takes a product off sale, whatever its seller does with it; the seller reads the reason. Once more only changes the
    /// reason. False when there is none of that number, or who asks is no admin any more.
    public static func takeDown(
        _ id: ID, for reason: Reason, by admin: User.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Bool {
        try db.run(
            """
            UPDATE products SET taken_down_at = coalesce(taken_down_at, now()), takedown_reason = \(reason)
            WHERE id = \(id) AND \(SQL.isAdmin(admin))
            """
        ) == 1
    }

    /// Puts a product back as its seller has it; fine for one that was not taken down. False as for `takeDown`.
    public static func putBack(
        _ id: ID, by admin: User.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Bool {
        try db.run(
            """
            UPDATE products SET taken_down_at = NULL, takedown_reason = NULL
            WHERE id = \(id) AND \(SQL.isAdmin(admin))
            """
        ) == 1
    }
}

public import Postgres

extension Product {
    /// Takes a product off sale as a form says, whatever its seller does with it; the seller reads the reason. Doing it
    /// again only changes the reason. Missing when there is none of that number, or who asks is no admin any more.
    public static func takeDown(
        _ id: ID, from form: inout FilledForm<ReasonField>, by admin: User.ID, as submission: Submission = .unnumbered,
        _ db: inout Database
    ) throws(DatabaseError) -> Outcome<ID> {
        guard let reason = form.reason() else { return .refused }
        let product: ID? = try db.first(
            submission.noting(
                """
                UPDATE products SET taken_down_at = coalesce(taken_down_at, now()), takedown_reason = \(reason)
                WHERE id = \(id) AND deleted_at IS NULL AND \(SQL.isAdmin(admin))
                RETURNING id
                """))
        return product.map { .done($0) } ?? .missing
    }

    /// Puts a product back as its seller has it; fine for one that was not taken down. Missing as for `takeDown`.
    public static func putBack(
        _ id: ID, by admin: User.ID, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<ID> {
        let product: ID? = try db.first(
            submission.noting(
                """
                UPDATE products SET taken_down_at = NULL, takedown_reason = NULL
                WHERE id = \(id) AND deleted_at IS NULL AND \(SQL.isAdmin(admin))
                RETURNING id
                """))
        return product.map { .done($0) } ?? .missing
    }
}

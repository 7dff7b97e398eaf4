public import Postgres

/// What the same browser bought within a day, of the same product with the same address: whoever goes back to the form
/// and sends it again may not mean to pay twice. Known by the notes of forms that were sent, so that no other browser
/// learns of it.
public struct EarlierPurchase: Sendable, Equatable {
    /// When its order was placed.
    public let at: Timestamp

    /// The latest one; nil when there is none. A declined or refunded order is none.
    ///
    /// - Parameter submission: the sending of the form that asks; its landing tells which notes are of purchases.
    static func find(
        of product: Product.ID, by email: EmailAddress, in submission: Submission, _ db: inout Database
    ) throws(DatabaseError) -> EarlierPurchase? {
        try db.first("\(query(of: product, by: email, in: submission)) ORDER BY bought.created_at DESC LIMIT 1")
    }

    /// How many notes of a browser are looked through. People send a handful of forms a day; one cookie that many programs
    /// share may have a million.
    private static let notes = 200

    /// Whose order it is, as addresses are compared.
    private static let buyer = SQL.address("bought.email")

    /// Reads some notes of one browser by their key, and of each its order by its own: what it costs grows with nothing
    /// else. OFFSET 0 keeps the planner from beginning with all orders of the product.
    static func query(of product: Product.ID, by email: EmailAddress, in submission: Submission) -> SQL {
        """
        SELECT bought.created_at FROM (
            SELECT location FROM form_answers
            WHERE browser = \(submission.browser) AND created_at > now() - interval '1 day' LIMIT \(notes)
        ) AS form_answers
        CROSS JOIN LATERAL (
            SELECT id, product_id, email, status, created_at FROM orders
            WHERE id = substring(form_answers.location FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid
            OFFSET 0
        ) AS bought
        WHERE form_answers.location = replace(\(submission.landing.location), '{id}', bought.id::text)
            AND bought.product_id = \(product) AND \(buyer) = \(SQL.address(email))
            AND bought.status IN ('created', 'processing', 'paid')
        """
    }
}

extension EarlierPurchase: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) { at = try row.next() }
}

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
        try db.first("\(query(of: product, by: email, in: submission)) ORDER BY orders.created_at DESC LIMIT 1")
    }

    /// Reads the notes of one browser by their key, and of each its order: what it costs grows with nothing else.
    static func query(of product: Product.ID, by email: EmailAddress, in submission: Submission) -> SQL {
        """
        SELECT orders.created_at FROM form_answers
        JOIN orders ON orders.id = substring(form_answers.location FROM '\(uuidPattern)')::uuid
        WHERE form_answers.browser = \(submission.browser) AND form_answers.created_at > now() - interval '1 day'
            AND form_answers.location = replace(\(submission.landing.location), '{id}', orders.id::text)
            AND orders.product_id = \(product) AND lower(orders.email) = lower(\(email))
            AND orders.status IN ('created', 'processing', 'paid')
        """
    }

    private static let uuidPattern: SQL = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
}

extension EarlierPurchase: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) { at = try row.next() }
}

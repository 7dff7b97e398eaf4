public import Postgres

/// What the buyer's secret page shows of an order.
public struct Receipt: Sendable {
    public let order: Order
    /// nil once the seller's account is deleted; may be empty.
    public let sellerName: String?
    /// Where the product is; nil when it is no longer published.
    public let slug: Slug?

    /// The order of a secret link; nil when there is none. Whoever knows the number may see it: it has 122 random bits.
    public static func find(_ id: Order.ID, _ db: inout Database) throws(DatabaseError) -> Receipt? {
        try db.first(
            """
            SELECT \(Order.columns), users.name, products.slug
            FROM orders
            LEFT JOIN users ON users.id = orders.seller_id
            LEFT JOIN products ON products.id = orders.product_id AND products.status = 'active'
                AND \(Listing.isAllowed)
            WHERE orders.id = \(id)
            """
        )
    }
}

extension Receipt: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) {
        order = try Order(row: &row)
        sellerName = try row.next()
        slug = try row.next()
    }
}

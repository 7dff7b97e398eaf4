public import Postgres

/// A product in one of its shapes with its description, which lists do not read because each can be 50 KB.
public struct Described<Item: Sendable>: Sendable {
    public let item: Item
    /// Empty when the seller wrote none.
    public let description: String
}

extension Described: RowDecodable where Item: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) {
        item = try Item(row: &row)
        description = try row.next()
    }
}

extension Described<Product> {
    /// The product, if it exists and belongs to `seller`; a stranger's product is nil, like a missing one.
    public static func find(
        _ id: Product.ID, ownedBy seller: User.ID, _ db: inout Database
    ) throws(DatabaseError) -> Described? {
        try db.first(
            """
            SELECT \(Product.columns), products.description FROM products
            WHERE id = \(id) AND user_id = \(seller) AND deleted_at IS NULL
            """)
    }
}

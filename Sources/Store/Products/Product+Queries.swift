public import Postgres

extension Product {
    /// The product, if it exists and belongs to `seller`; a stranger's product is nil, like a missing one.
    public static func find(_ id: ID, ownedBy seller: User.ID, _ db: inout Database) throws(DatabaseError) -> Product? {
        try db.first("SELECT \(columns) FROM products WHERE id = \(id) AND user_id = \(seller) AND deleted_at IS NULL")
    }

    /// A seller's own products, newest first, after the product `before`.
    public static func list(
        ownedBy seller: User.ID, before: ID? = nil, _ db: inout Database
    ) throws(DatabaseError) -> Paged<Product> {
        Paged(try db.all(listQuery(ownedBy: seller, before: before)))
    }

    static func listQuery(
        ownedBy seller: User.ID, before: ID?, limit: Int = Paged<Product>.size + 1
    ) -> SQL {
        let page: SQL = if let before { "AND id < \(before)" } else { "" }
        return """
            SELECT \(columns) FROM products WHERE user_id = \(seller) AND deleted_at IS NULL \(page)
            ORDER BY id DESC LIMIT \(limit)
            """
    }
}

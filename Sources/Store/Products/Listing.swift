public import Postgres

/// A published product as anybody sees it, with its seller's name.
public struct Listing: Sendable {
    public let product: Product
    /// May be empty.
    public let sellerName: String

    /// The product at a slug, if it is published or `viewer` owns it; nil for any other and for a missing one alike.
    public static func find(
        _ slug: Slug, visibleTo viewer: User.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Listing? {
        try db.first(
            """
            SELECT \(columns) FROM \(tables)
            WHERE products.slug = \(slug) AND (products.status = 'active' OR products.user_id = \(viewer as User.ID?))
            """
        )
    }

    /// The published product of a number, for its checkout; nil for a draft, an archived and a missing one alike.
    public static func find(_ id: Product.ID, _ db: inout Database) throws(DatabaseError) -> Listing? {
        try db.first("SELECT \(columns) FROM \(tables) WHERE products.id = \(id) AND products.status = 'active'")
    }

    /// Published products after the one at `before`: first the three newest of every seller, so that nobody can own the
    /// first pages, then all others; each newest first. The key is a slug and not a number, because nothing
    /// on a public page counts up; one that is gone gives an empty page.
    public static func newest(before: Slug? = nil, _ db: inout Database) throws(DatabaseError) -> Paged<Listing> {
        Paged(try db.all(newestQuery(before: before)))
    }

    static func newestQuery(before: Slug?) -> SQL {
        let page: SQL =
            if let before {
                """
                AND (products.is_recent, products.created_at, products.id)
                    < (SELECT key.is_recent, key.created_at, key.id FROM products AS key
                        WHERE key.slug = \(before) AND key.status = 'active')
                """
            } else {
                ""
            }
        return """
            SELECT \(Product.listColumns), users.name FROM \(tables) WHERE products.status = 'active' \(page)
            ORDER BY products.is_recent DESC, products.created_at DESC, products.id DESC LIMIT \(Paged<Listing>.size + 1)
            """
    }
}

extension Listing: RowDecodable {
    static let tables: SQL = "products JOIN users ON users.id = products.user_id"
    static let columns: SQL = "\(Product.columns), users.name"

    public init(row: inout Row) throws(DatabaseError) {
        product = try Product(row: &row)
        sellerName = try row.next()
    }
}

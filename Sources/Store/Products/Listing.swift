public import Postgres

/// A product as its buyers see it, with its seller's name.
public struct Listing: Sendable {
    public let product: Product
    /// May be empty.
    public let sellerName: String

    /// The product at a slug, if it is published or `viewer` owns it; nil for any other and for a missing one alike.
    public static func find(
        _ slug: Slug, visibleTo viewer: User.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Described<Listing>? {
        try db.first(
            """
            SELECT \(columns), products.description FROM \(tables)
            WHERE products.slug = \(slug) AND products.deleted_at IS NULL
                AND (products.status = 'active' OR products.user_id = \(viewer as User.ID?))
            """
        )
    }

    /// The published product of a number, for its checkout; nil for a draft, an archived and a missing one alike.
    public static func find(_ id: Product.ID, _ db: inout Database) throws(DatabaseError) -> Listing? {
        try db.first("SELECT \(columns) FROM \(tables) WHERE products.id = \(id) AND products.status = 'active'")
    }

    /// Where a page goes on. Of a slug and not a number, because nothing on a public page counts up.
    public typealias Key = PageKey<Slug>

    public var key: Key { Key(product.createdAt, product.slug) }

    /// Published products, newest first, after the one at `before`.
    public static func newest(before: Key? = nil, _ db: inout Database) throws(DatabaseError) -> Paged<Listing> {
        Paged(try db.all(newestQuery(before: before)))
    }

    static func newestQuery(before: Key?) -> SQL {
        let page: SQL =
            if let before {
                "AND (products.created_at, products.slug COLLATE \"C\") < (\(before.time), \(before.tie)::text)"
            } else {
                ""
            }
        return """
            SELECT \(columns) FROM \(tables) WHERE products.status = 'active' \(page)
            ORDER BY products.created_at DESC, products.slug COLLATE "C" DESC LIMIT \(Paged<Listing>.size + 1)
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

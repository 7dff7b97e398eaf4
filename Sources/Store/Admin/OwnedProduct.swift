public import Postgres

/// Any product with its seller, for the admin.
public struct OwnedProduct: Sendable {
    public let product: Product
    public let sellerEmail: EmailAddress

    /// The product of a number; nil when there is none.
    public static func find(_ id: Product.ID, _ db: inout Database) throws(DatabaseError) -> Described<OwnedProduct>? {
        try db.first(
            "SELECT \(columns), products.description FROM products WHERE products.id = \(id) AND deleted_at IS NULL")
    }

    /// Everybody's products, newest first: those whose name begins with `name`, after the product `before`.
    public static func list(
        nameStartingWith name: String?, before: Product.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Paged<OwnedProduct> {
        Paged(try db.all(listQuery(nameStartingWith: name, before: before)))
    }

    /// With a search: of those that match, the first in the order of their names (`SearchText.matches`).
    static func listQuery(nameStartingWith name: String?, before: Product.ID?) -> SQL {
        let found: SQL =
            if let search = SearchText(name) {
                """
                (SELECT * FROM products
                WHERE deleted_at IS NULL AND \(SQL.text(SQL.folded("name"), startsWith: search.folded))
                ORDER BY \(SQL.folded("name")), id DESC LIMIT \(SearchText.matches)) AS products
                """
            } else {
                "products"
            }
        let page: SQL = if let before { "AND products.id < \(before)" } else { "" }
        return """
            SELECT \(columns) FROM \(found) WHERE products.deleted_at IS NULL \(page)
            ORDER BY products.id DESC LIMIT \(Paged<OwnedProduct>.size + 1)
            """
    }
}

extension OwnedProduct: RowDecodable {
    /// Looked up for each row that is shown, and for no other.
    private static let seller: SQL = "(SELECT users.email FROM users WHERE users.id = products.user_id)"
    static let columns: SQL = "\(Product.columns), \(seller)"

    public init(row: inout Row) throws(DatabaseError) {
        product = try Product(row: &row)
        sellerEmail = try row.next()
    }
}

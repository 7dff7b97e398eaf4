public import Postgres

/// Any product with its seller, for the admin.
public struct OwnedProduct: Sendable {
    public let product: Product
    public let sellerEmail: EmailAddress

    /// The product of a number; nil when there is none.
    public static func find(_ id: Product.ID, _ db: inout Database) throws(DatabaseError) -> Described<OwnedProduct>? {
        try db.first("SELECT \(columns), products.description FROM \(tables) WHERE products.id = \(id)")
    }

    /// Everybody's products, newest first: those whose name begins with `name`, after the product `before`.
    public static func list(
        nameStartingWith name: String?, before: Product.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Paged<OwnedProduct> {
        Paged(try db.all(listQuery(nameStartingWith: name, before: before)))
    }

    static func listQuery(nameStartingWith name: String?, before: Product.ID?) -> SQL {
        let search: SQL = if let name { "AND \(SQL.column("products.name", startsWith: name))" } else { "" }
        let page: SQL = if let before { "AND products.id < \(before)" } else { "" }
        return """
            SELECT \(columns) FROM \(tables) WHERE true \(search) \(page)
            ORDER BY products.id DESC LIMIT \(Paged<OwnedProduct>.size + 1)
            """
    }
}

extension OwnedProduct: RowDecodable {
    static let tables: SQL = "products JOIN users ON users.id = products.user_id"
    static let columns: SQL = "\(Product.columns), users.email"

    public init(row: inout Row) throws(DatabaseError) {
        product = try Product(row: &row)
        sellerEmail = try row.next()
    }
}

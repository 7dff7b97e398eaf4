public import Postgres

/// Any order with its seller, for the admin.
public struct SoldOrder: Sendable {
    public let order: Order
    /// nil once the seller's account is deleted.
    public let sellerEmail: EmailAddress?

    /// The order of a number; nil when there is none.
    public static func find(_ id: Order.ID, _ db: inout Database) throws(DatabaseError) -> SoldOrder? {
        try db.first("SELECT \(columns) FROM \(tables) WHERE orders.id = \(id)")
    }

    /// Everybody's orders, newest first.
    public static func list(
        matching search: OrderSearch = OrderSearch(), _ db: inout Database
    ) throws(DatabaseError) -> Paged<SoldOrder> {
        Paged(try db.all(listQuery(search)))
    }

    static func listQuery(_ search: OrderSearch) -> SQL {
        """
        SELECT \(columns) FROM \(tables) WHERE true \(search.conditions)
        ORDER BY orders.created_at DESC, orders.id DESC LIMIT \(Paged<SoldOrder>.size + 1)
        """
    }
}

extension SoldOrder: RowDecodable {
    static let tables: SQL = "orders LEFT JOIN users ON users.id = orders.seller_id"
    static let columns: SQL = "\(Order.columns), users.email"

    public init(row: inout Row) throws(DatabaseError) {
        order = try Order(row: &row)
        sellerEmail = try row.next()
    }
}

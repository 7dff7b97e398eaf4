public import Postgres

/// Any order with its seller, for the admin.
public struct SoldOrder: Sendable {
    public let order: Order
    /// nil once the seller's account is deleted.
    public let sellerEmail: EmailAddress?

    /// The order of a number; nil when there is none.
    public static func find(_ id: Order.ID, _ db: inout Database) throws(DatabaseError) -> SoldOrder? {
        try db.first("SELECT \(columns) FROM orders WHERE orders.id = \(id)")
    }

    /// Everybody's orders, newest first.
    public static func list(
        matching search: OrderSearch = OrderSearch(), _ db: inout Database
    ) throws(DatabaseError) -> Paged<SoldOrder> {
        Paged(try db.all(listQuery(search)))
    }

    static func listQuery(_ search: OrderSearch) -> SQL {
        """
        SELECT \(columns) FROM \(search.rows(of: "true", limit: Paged<SoldOrder>.size + 1)) \(OrderSearch.order)
        """
    }
}

extension SoldOrder: RowDecodable {
    /// The seller is looked up for each row that is shown, and for no other.
    static let columns: SQL = "\(Order.columns), (SELECT users.email FROM users WHERE users.id = orders.seller_id)"

    public init(row: inout Row) throws(DatabaseError) {
        order = try Order(row: &row)
        sellerEmail = try row.next()
    }
}

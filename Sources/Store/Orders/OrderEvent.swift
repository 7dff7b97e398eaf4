public import Postgres

/// One change of an order's status; the database writes these itself.
public struct OrderEvent: Sendable {
    public let status: Order.Status
    public let at: Timestamp

    /// An order's whole story, oldest first.
    public static func list(of order: Order.ID, _ db: inout Database) throws(DatabaseError) -> [OrderEvent] {
        try db.all("SELECT to_status, created_at FROM order_events WHERE order_id = \(order) ORDER BY id")
    }
}

extension OrderEvent: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) {
        status = try row.next()
        at = try row.next()
    }
}

public import Postgres

/// A purchase, with product and price as they were when it was made.
public struct Order: Sendable {
    public typealias ID = UUID

    /// The database knows the same states and lets only legal changes pass (`orders_guard_change`).
    public enum Status: String, Sendable, CaseIterable {
        case created, processing, paid, refunded, cancelled
    }

    public let id: ID
    /// nil once the product is deleted.
    public let productID: Product.ID?
    /// nil once the seller's account is deleted.
    public let sellerID: User.ID?
    public let productName: String
    public let email: EmailAddress
    /// May be empty.
    public let name: String
    public let status: Status
    public let amount: Money
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    /// Where a page of a list goes on after this one.
    public typealias Key = PageKey<ID>

    public var key: Key { Key(createdAt, id) }
}

extension Order: RowDecodable {
    static let columns: SQL = """
        orders.id, orders.product_id, orders.seller_id, orders.product_name, orders.email, orders.name, orders.status,
        orders.amount, orders.currency, orders.created_at, orders.updated_at
        """

    public init(row: inout Row) throws(DatabaseError) {
        id = try row.next()
        productID = try row.next()
        sellerID = try row.next()
        productName = try row.next()
        email = try row.next()
        name = try row.next()
        status = try row.next()
        amount = Money(cents: try row.next(), currency: try row.next())
        createdAt = try row.next()
        updatedAt = try row.next()
    }
}

extension Order.Status: SQLWrapper {
    public init?(sql: String) { self.init(rawValue: sql) }
    public var sql: String { rawValue }
}

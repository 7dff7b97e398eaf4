public import Postgres

/// What a seller sees first.
public struct Dashboard: Sendable {
    /// How many of the latest orders and products it shows.
    static let rows = 5

    public let sales: SalesReport
    public let orders: [Order]
    public let products: [Product]

    /// All of it in one round trip; today and this month are those of `zone`.
    public static func find(
        of seller: User.ID, at now: Timestamp, in zone: TimeZoneName = .utc, _ db: inout Database
    ) throws(DatabaseError) -> Dashboard {
        let (sales, orders, products) = try db.together(
            SalesReport.query(of: seller, at: now, in: zone),
            Query.all(Order.listQuery(soldBy: seller, OrderSearch(), limit: rows), as: Order.self),
            Query.all(Product.listQuery(ownedBy: seller, before: nil, limit: rows), as: Product.self)
        )
        return Dashboard(sales: sales, orders: orders, products: products)
    }
}

public import Postgres

/// What a seller sees first.
public struct Dashboard: Sendable {
    public let sales: SalesReport
    /// The latest page of each.
    public let orders: Paged<Order>
    public let products: Paged<Product>

    /// All of it in one round trip.
    public static func find(
        of seller: User.ID, at now: Timestamp, _ db: inout Database
    ) throws(DatabaseError) -> Dashboard {
        let (sales, orders, products) = try db.together(
            SalesReport.query(of: seller, at: now),
            Query.all(Order.listQuery(soldBy: seller, OrderSearch()), as: Order.self),
            Query.all(Product.listQuery(ownedBy: seller, before: nil), as: Product.self)
        )
        return Dashboard(sales: sales, orders: Paged(orders), products: Paged(products))
    }
}

public import Postgres

extension Order {
    /// The order, if it was sold by `seller`; a stranger's order is nil, like a missing one.
    public static func find(_ id: ID, soldBy seller: User.ID, _ db: inout Database) throws(DatabaseError) -> Order? {
        try db.first("SELECT \(columns) FROM orders WHERE id = \(id) AND seller_id = \(seller)")
    }

    /// A seller's orders, newest first.
    public static func list(
        soldBy seller: User.ID, matching search: OrderSearch = OrderSearch(), _ db: inout Database
    ) throws(DatabaseError) -> Paged<Order> {
        Paged(try db.all(listQuery(soldBy: seller, search)))
    }

    static func listQuery(
        soldBy seller: User.ID, _ search: OrderSearch, limit: Int = Paged<Order>.size + 1
    ) -> SQL {
        "SELECT \(columns) FROM \(search.rows(of: "orders.seller_id = \(seller)", limit: limit)) \(OrderSearch.order)"
    }
}

internal import HTML
internal import HTTP
internal import Store

/// Everybody's orders, for the admin.
enum AdminOrders {
    /// `GET /admin/orders`
    static func list(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let search = try OrderSearch(visit.query)
        let orders = try SoldOrder.list(matching: search, &db)
        return .page(
            AdminOrdersPage(
                layout: visit.layout("All orders", .adminOrders),
                filter: OrderFilter(search),
                rows: orders.items.map { OrderRow($0) },
                pager: search.pager(.adminOrders, last: orders.hasMore ? orders.items.last?.order.key : nil)
            )
        )
    }

    /// `GET /admin/orders/{id}`
    static func show(_ id: Order.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        guard let sold = try SoldOrder.find(id, &db) else { throw Problem(.notFound) }
        let product = sold.order.productID.map { Route.adminProduct($0).link }
        return .page(
            AdminOrderPage(
                layout: visit.layout("Order \(sold.order.reference)", .adminOrders),
                order: OrderDetails(sold.order, try OrderEvent.list(of: id, &db), productLink: product),
                sellerEmail: sold.sellerEmail?.text ?? "Deleted account",
                seller: sold.order.sellerID.map { Route.adminUser($0).link }
            )
        )
    }
}

extension OrderRow {
    init(_ sold: SoldOrder) {
        self.init(
            sold.order, link: Route.adminOrder(sold.order.id).link, seller: sold.sellerEmail?.text ?? "Deleted account"
        )
    }
}

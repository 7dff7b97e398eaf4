internal import HTML
internal import HTTP
internal import Store

/// How much of everything there is, for the admin.
enum AdminOverview {
    /// `GET /admin`
    static func show(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let overview = try Overview.find(&db)
        func count(_ label: String, _ count: Overview.Count, _ link: Link?) -> AdminPage.Count {
            let value = count.isMore ? "\(Overview.Count.limit.grouped)+" : count.value.grouped
            return AdminPage.Count(label: label, value: value, link: link)
        }
        return .page(
            AdminPage(
                layout: visit.layout("Overview", .admin),
                counts: [
                    count("Users", overview.users, Route.adminUsers.link),
                    count("Products", overview.products, Route.adminProducts.link),
                    count("Published products", overview.published, nil),
                    count("Orders", overview.orders, Route.adminOrders.link),
                    count("Paid orders", overview.paid, Route.adminOrders.link([("status", "paid")])),
                ],
                orders: try SoldOrder.list(&db).items.prefix(5).map { OrderRow($0) }
            )
        )
    }
}

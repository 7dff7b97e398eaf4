internal import HTTP
internal import Store

/// What a seller sees first.
enum OwnDashboard {
    /// `GET /dashboard`
    static func show(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let dashboard = try Dashboard.find(of: seller.id, at: visit.now, in: seller.account.user.timeZone, &db)
        let times = try seller.account.times(
            dashboard.orders.map(\.createdAt) + dashboard.products.map(\.updatedAt), &db)
        let sales = dashboard.sales
        func amount(_ figures: SalesReport.Figures) -> String {
            Money(cents: figures.cents, currency: sales.currency).display
        }
        func figure(_ figures: SalesReport.Figures) -> SalesFigure {
            SalesFigure(amount: amount(figures), orders: Int(clamping: figures.orders))
        }
        return .page(
            DashboardPage(
                layout: visit.layout("Dashboard", .dashboard),
                clock: seller.account.user.timeZone.display,
                today: figure(sales.today),
                month: figure(sales.thisMonth),
                chart: SalesChart(
                    days: sales.days.map { day, figures in
                        SalesChart.Day(
                            label: day.short, orders: Int(clamping: figures.orders), cents: figures.cents,
                            amount: amount(figures)
                        )
                    }
                ),
                orders: dashboard.orders.map { OrderRow($0, link: Route.order($0.id).link, times: times) },
                products: dashboard.products.map {
                    ProductRow($0, link: Route.editProduct($0.id).link, times: times)
                }
            )
        )
    }
}

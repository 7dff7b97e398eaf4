/// `/dashboard`: a seller's sales, latest orders and products.
struct DashboardPage: Sendable {
    let layout: Layout
    let today: SalesFigure
    let month: SalesFigure
    /// The last 30 days.
    let chart: SalesChart
    /// The latest few.
    let orders: [OrderRow]
    /// The latest few.
    let products: [ProductRow]
}

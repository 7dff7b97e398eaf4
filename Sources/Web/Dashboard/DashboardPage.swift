/// `/dashboard`: a seller's sales, latest orders and products.
struct DashboardPage: Sendable {
    let layout: Layout
    /// Whose day it is: "Auckland time", "UTC".
    let clock: String
    let today: SalesFigure
    let month: SalesFigure
    /// The last 30 days.
    let chart: SalesChart
    /// The latest few.
    let orders: [OrderRow]
    /// The latest few.
    let products: [ProductRow]
}

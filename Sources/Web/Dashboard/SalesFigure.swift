/// The sales of one stretch of time: what came in, from how many orders.
struct SalesFigure: Sendable {
    /// Formatted: "$149.97".
    let amount: String
    let orders: Int

    /// "1 order", "12 orders".
    var ordersText: String { orders == 1 ? "1 order" : "\(orders) orders" }
}

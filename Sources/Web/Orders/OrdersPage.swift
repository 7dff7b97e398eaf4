/// `/dashboard/orders`: a seller's own orders, newest first.
struct OrdersPage: Sendable {
    let layout: Layout
    let filter: OrderFilter
    let rows: [OrderRow]
    let pager: Pager
}

/// `/admin/orders`: everybody's orders, each row with its seller.
struct AdminOrdersPage: Sendable {
    let layout: Layout
    let filter: OrderFilter
    let rows: [OrderRow]
    let pager: Pager
}

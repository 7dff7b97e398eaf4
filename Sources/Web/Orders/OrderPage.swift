/// `/dashboard/orders/{id}`: one of the seller's orders.
struct OrderPage: Sendable {
    let layout: Layout
    let order: OrderDetails
}

import HTML

/// `/admin/orders/{id}`: one order, to read.
struct AdminOrderPage: Sendable {
    let layout: Layout
    let order: OrderDetails
    /// The seller's address.
    let sellerEmail: String
    let seller: Link
}

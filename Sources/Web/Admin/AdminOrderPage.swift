import HTML

/// `/admin/orders/{id}`: one order, to read.
struct AdminOrderPage: Sendable {
    let layout: Layout
    let order: OrderDetails
    /// The seller's address, or what to say when the account is gone.
    let sellerEmail: String
    /// nil once the seller's account is deleted.
    let seller: Link?
}

import HTML

/// All that is known about one order, for its seller or an admin.
struct OrderDetails: Sendable {
    /// Enough of the order's number to name it in a letter.
    let reference: String
    /// The product's name when it was bought.
    let product: String
    /// To the product as it is now; nil once a deleted one has been cleared away.
    let productLink: Link?
    /// Formatted: "$49.99".
    let amount: String
    let status: StatusBadge
    let placed: Moment
    let buyerEmail: String
    /// Nil when the buyer gave none.
    let buyerName: String?
    /// The buyer's secret page, to send again.
    let receipt: Link
    /// Oldest first.
    let events: [OrderEventRow]
}

import HTML

/// The payment was declined, and nothing charged.
struct DeclinedPage: Sendable {
    let layout: Layout
    let productName: String
    let product: Link
    /// Formatted: "$49.99".
    let price: String
    /// Back to a new checkout form.
    let tryAgain: Link
}

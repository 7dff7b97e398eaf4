import HTML

/// The payment was declined, and nothing charged.
struct DeclinedPage: Sendable {
    let layout: Layout
    let productName: String
    /// Formatted: "$49.99".
    let price: String
    /// To the product; nil when it is not on sale any more.
    let product: Link?
    /// Back to a new checkout form; nil when the product is not on sale any more.
    let tryAgain: Link?
}

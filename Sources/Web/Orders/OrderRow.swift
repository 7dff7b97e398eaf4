import HTML

/// One order in a list.
struct OrderRow: Sendable {
    let link: Link
    /// The product's name when it was bought.
    let product: String
    /// The buyer's address.
    let email: String
    /// Formatted: "$49.99".
    let amount: String
    let status: StatusBadge
    let placed: Moment
    /// Shown to admins only; nil elsewhere.
    let seller: String?

    init(
        link: Link, product: String, email: String, amount: String, status: StatusBadge, placed: Moment,
        seller: String? = nil
    ) {
        self.link = link
        self.product = product
        self.email = email
        self.amount = amount
        self.status = status
        self.placed = placed
        self.seller = seller
    }
}

import HTML

/// One product in the list of a seller or an admin.
struct ProductRow: Sendable {
    /// To the page where the viewer works on it: the form, or the admin's page.
    let link: Link
    let name: String
    /// Formatted: "$49.99".
    let price: String
    let status: StatusBadge
    /// When it last changed.
    let updated: Moment
    /// Shown to admins only; nil elsewhere.
    let seller: String?

    init(link: Link, name: String, price: String, status: StatusBadge, updated: Moment, seller: String? = nil) {
        self.link = link
        self.name = name
        self.price = price
        self.status = status
        self.updated = updated
        self.seller = seller
    }
}

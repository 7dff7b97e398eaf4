import HTML

/// `/admin/products/{id}`: one product, to read and to take down.
struct AdminProductPage: Sendable {
    let layout: Layout
    let name: String
    let slug: String
    /// Formatted: "$49.99".
    let price: String
    let status: StatusBadge
    /// The seller's address.
    let sellerEmail: String
    let seller: Link
    let created: Moment
    let updated: Moment
    /// `SafeHTML.paragraphs` of the description; nil when there is none.
    let description: SafeHTML?
    /// The public page; nil when the product is not published.
    let view: Link?
    let removal: Removal
}

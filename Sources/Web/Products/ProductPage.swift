import HTML

/// `/products/{slug}`: one product, for whoever may buy it.
struct ProductPage: Sendable {
    let layout: Layout
    let name: String
    /// Formatted: "$49.99".
    let price: String
    let seller: String
    let cover: Cover
    /// `SafeHTML.paragraphs` of the description; nil when there is none.
    let description: SafeHTML?
    /// To the checkout; nil when the product is not for sale.
    let buy: Link?
    /// To the form, for the owner; nil for everybody else.
    let edit: Link?
    /// What only the owner sees: "This is a draft. Only you can see it."; nil otherwise.
    let notice: String?
}

import HTML
internal import Store

/// `/products/{slug}`: one product, for whoever may buy it.
struct ProductPage: Sendable {
    let layout: Layout
    let name: String
    /// Formatted: "$49.99".
    let price: String
    /// "PDF, 120 pages"; nil when the seller says nothing.
    let format: String?
    let seller: String
    let cover: Cover
    /// `SafeHTML.paragraphs` of the description; nil when there is none.
    let description: SafeHTML?
    /// To the checkout; nil when the product is not for sale.
    let buy: Link?
    /// To the form, for the owner; nil for everybody else.
    let edit: Link?
    /// What only the owner sees: why nobody else sees the page; nil when everybody does.
    let notice: String?

    init(_ found: Described<Listing>, _ visit: Visit) {
        let (listing, product) = (found.item, found.item.product)
        let isForSale = product.status == .active && product.takedownReason == nil
        layout = visit.layout(product.name, .none, summary: "\(product.name), by \(listing.sellerDisplay)")
        name = product.name
        price = product.price.display
        format = product.format.visible
        seller = listing.sellerDisplay
        cover = Cover(slug: product.slug.text, name: product.name)
        description = found.shownDescription
        buy = isForSale ? Route.checkout(product.id).link : nil
        edit = visit.viewer.account?.user.id == product.sellerID ? Route.editProduct(product.id).link : nil
        notice =
            if let reason = product.takedownReason {
                "Only you can see this page: an admin has taken the product down. Reason: \(reason)"
            } else if !isForSale {
                "Only you can see this page: the product is \(product.status.adjective)."
            } else {
                nil
            }
    }
}

extension Product.Status {
    /// As in "the product is archived".
    fileprivate var adjective: String {
        switch self {
        case .draft: "a draft"
        case .active: "on sale"
        case .archived: "archived"
        }
    }
}

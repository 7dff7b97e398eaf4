import HTML
internal import HTTP
internal import Store

/// `/checkout/{product id}`: what is bought, for how much, and by whom.
struct CheckoutPage: Sendable {
    /// The hidden fields with what the buyer saw, so that nothing else is sold.
    static let shownPrice = "shown_price"
    static let shownName = "shown_name"
    /// The hidden field of a form that asked whether it is to be bought again.
    static let again = "again"

    let layout: Layout
    let productName: String
    let product: Link
    /// Formatted: "$49.99".
    let price: String
    let seller: String
    let cover: Cover
    let form: FormView
    /// What is written on the button.
    let button: String

    /// - Parameter asksAgain: whether the form asks if it is to be bought again, so that sending it says yes.
    init(
        _ listing: Listing, _ visit: Visit, _ filled: FilledForm<CheckoutField> = FilledForm(), asksAgain: Bool = false
    ) {
        let product = listing.product
        layout = visit.layout("Buy \(product.name)", .none)
        productName = product.name
        self.product = Route.product(product.slug).link
        price = product.price.display
        seller = listing.sellerDisplay
        cover = Cover(slug: product.slug.text, name: product.name)
        let isAgain = asksAgain || visit.form[Self.again] != nil
        button = isAgain ? "Buy again" : "Buy Now"
        let hidden =
            [
                FormView.Hidden(name: Self.shownPrice, value: "\(product.price.cents)"),
                FormView.Hidden(name: Self.shownName, value: product.name),
            ] + (isAgain ? [FormView.Hidden(name: Self.again, value: "1")] : [])
        form = visit.form(filled, to: Route.checkout(product.id).link, hidden: hidden) { filled, field in
            switch field {
            case .email: filled.email(field, hint: "Only for this order, so that the seller can reach you.")
            case .name: filled.view(field, label: "Name", autocomplete: "name")
            }
        }
    }
}

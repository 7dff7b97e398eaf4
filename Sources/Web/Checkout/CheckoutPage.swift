import HTML

/// `/checkout/{product id}`: what is bought, for how much, and by whom.
struct CheckoutPage: Sendable {
    let layout: Layout
    let productName: String
    let product: Link
    /// Formatted: "$49.99".
    let price: String
    let seller: String
    let cover: Cover
    /// Where the form is posted.
    let action: Link
    /// Makes a repeated submit of this very form one order; sent in the hidden field `form_id`.
    let formID: String
    /// The price in cents that the buyer saw, sent in the hidden field `shown_price`, so that no other is charged.
    let shownPrice: String
    let fields: [FieldView]
    let errors: [FormErrors.Item]

    /// What the buyer typed.
    struct Input: Sendable {
        var email = ""
        var name = ""
    }

    init(
        layout: Layout, productName: String, product: Link, price: String, seller: String, cover: Cover,
        action: Link, formID: String, shownPrice: String, input: Input = Input(), errors: FormErrors = .none
    ) {
        self.layout = layout
        self.productName = productName
        self.product = product
        self.price = price
        self.seller = seller
        self.cover = cover
        self.action = action
        self.formID = formID
        self.shownPrice = shownPrice
        self.errors = errors.items
        fields = [
            .email(
                input.email, hint: "Only for this order, so that the seller can reach you.", error: errors["email"]),
            FieldView("name", label: "Name", value: input.name, error: errors["name"], autocomplete: "name"),
        ]
    }
}

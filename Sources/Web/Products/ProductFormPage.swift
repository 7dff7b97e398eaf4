import HTML

/// `/dashboard/products/new` and `/dashboard/products/{id}/edit`.
struct ProductFormPage: Sendable {
    let layout: Layout
    /// Where the form is posted.
    let action: Link
    let fields: [FieldView]
    let errors: [FormErrors.Item]
    /// The public page of a saved product; nil for a new one.
    let view: Link?
    /// The page that asks before it deletes; nil for a new product.
    let deletion: Link?

    /// What is typed into the form, as text.
    struct Input: Sendable {
        var name = ""
        /// As typed: "29.99".
        var price = ""
        var description = ""
        /// `draft`, `active` or `archived`; anything else selects nothing.
        var status = "active"
    }

    /// - Parameter currency: the code the price is in, "USD".
    init(
        layout: Layout, action: Link, input: Input = Input(), errors: FormErrors = .none, currency: String = "USD",
        view: Link? = nil, deletion: Link? = nil
    ) {
        self.layout = layout
        self.action = action
        self.view = view
        self.deletion = deletion
        self.errors = errors.items
        let statuses = [
            ("active", "Published: anyone can buy it"), ("draft", "Draft: only you see it"),
            ("archived", "Archived: not for sale"),
        ].map { Choice(value: $0, label: $1, isSelected: $0 == input.status) }
        fields = [
            FieldView("name", label: "Name", value: input.name, error: errors["name"], isRequired: true),
            FieldView(
                "price", label: "Price", value: input.price, hint: "In \(currency), for example 29.99.",
                error: errors["price"], isRequired: true, inputMode: "decimal"),
            FieldView(
                "description", label: "Description", kind: .text(rows: 10), value: input.description,
                hint: "What the buyer gets. An empty line starts a new paragraph.", error: errors["description"]),
            FieldView("status", label: "Status", kind: .choice(statuses), error: errors["status"]),
        ]
    }

    var isNew: Bool { deletion == nil }
}

import HTML
internal import HTTP
internal import Store

/// `/dashboard/products/new` and `/dashboard/products/{id}/edit`.
struct ProductFormPage: Sendable {
    let layout: Layout
    let form: FormView
    /// The public page of a saved product; nil for a new one.
    let view: Link?
    /// The page that asks before it deletes; nil for a new product.
    let deletion: Link?
    /// The page that copies it; nil for a new product.
    let copy: Link?
    /// Why an admin has taken it off sale; nil when none has.
    let takedown: String?

    /// The form of a new product.
    init(_ visit: Visit, _ filled: FilledForm<ProductField> = .new) {
        layout = visit.layout("New product", .products)
        view = nil
        deletion = nil
        copy = nil
        takedown = nil
        form = visit.form(filled, to: Route.products.link) { $0.view($1, currency: "USD") }
    }

    /// The form of a saved product, as it is or as it was typed.
    init(_ visit: Visit, _ saved: Described<Product>, _ filled: FilledForm<ProductField>? = nil) {
        let product = saved.item
        layout = visit.layout("Edit \(product.name)", .products)
        view = Route.product(product.slug).link
        deletion = Route.productDeletion(product.id).link
        copy = Route.productCopy(product.id).link
        takedown = product.takedownReason
        form = visit.form(
            filled ?? FilledForm(saved), to: Route.ownProduct(product.id).link, version: product.version
        ) { $0.view($1, currency: product.price.currency.code) }
    }

    var isNew: Bool { deletion == nil }
}

extension FilledForm where Field == ProductField {
    /// What the form of a new product begins with.
    fileprivate static var new: FilledForm {
        var form = FilledForm()
        form[.status] = Product.Status.active.rawValue
        return form
    }

    /// - Parameter currency: the code the price is in, "USD".
    fileprivate func view(_ field: ProductField, currency: String) -> FieldView {
        switch field {
        case .name: view(field, label: "Name", isRequired: true)
        case .price:
            view(
                field, label: "Price", hint: "In \(currency), for example 29.99.", isRequired: true,
                inputMode: "decimal")
        case .format: view(field, label: "Format", hint: "What the buyer gets, in a few words: PDF, 120 pages.")
        case .description:
            view(
                field, label: "Description", kind: .text(rows: 10),
                hint: "What the buyer gets. An empty line starts a new paragraph.")
        case .status:
            view(field, label: "Status", kind: .choice(statuses))
        }
    }

    private var statuses: [Choice] {
        [Product.Status.active, .draft, .archived].map { status in
            Choice(value: status.rawValue, label: status.choice, isSelected: status.rawValue == self[.status])
        }
    }
}

extension Product.Status {
    /// What choosing it does.
    fileprivate var choice: String {
        switch self {
        case .active: "Published: anyone can buy it"
        case .draft: "Draft: only you see it"
        case .archived: "Archived: not for sale"
        }
    }
}

import HTML
internal import Store

/// `/dashboard/products/{id}/copy`
struct ProductCopyPage: Sendable {
    let layout: Layout
    let form: FormView
    /// Back to the original.
    let cancel: Link

    init(_ product: Product, _ visit: Visit, _ filled: FilledForm<CopyField>? = nil) {
        layout = visit.layout("Copy \(product.name)", .products)
        cancel = Route.editProduct(product.id).link
        var shown = filled ?? FilledForm()
        if filled == nil { shown[.name] = "\(product.name) (copy)" }
        form = visit.form(shown, to: Route.productCopy(product.id).link) { filled, field in
            switch field {
            case .name:
                filled.view(
                    field, label: "Name of the copy", hint: "It begins as a draft, with the same text and price.",
                    isRequired: true)
            }
        }
    }
}

import HTML
internal import Store

/// `/dashboard/products/{id}/deletion`: asks before a product is deleted.
struct ProductDeletionPage: Sendable {
    let layout: Layout
    let name: String
    let form: FormView
    /// Back to the form: the answer "no".
    let cancel: Link

    init(_ visit: Visit, _ product: Product) {
        layout = visit.layout("Delete \(product.name)?", .products)
        name = product.name
        form = visit.form(to: Route.productDeletion(product.id).link)
        cancel = Route.editProduct(product.id).link
    }
}

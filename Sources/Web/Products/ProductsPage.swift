/// `/dashboard/products`: a seller's own products, newest first.
struct ProductsPage: Sendable {
    let layout: Layout
    let rows: [ProductRow]
    let pager: Pager
}

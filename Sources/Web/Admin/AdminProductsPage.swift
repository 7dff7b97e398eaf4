/// `/admin/products`: everybody's products, each row with its seller.
struct AdminProductsPage: Sendable {
    let layout: Layout
    /// What was searched for, as typed; empty for all.
    let query: String
    let rows: [ProductRow]
    let pager: Pager
}

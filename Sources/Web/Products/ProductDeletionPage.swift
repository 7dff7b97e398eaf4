import HTML

/// `/dashboard/products/{id}/deletion`: asks before a product is deleted.
struct ProductDeletionPage: Sendable {
    let layout: Layout
    let name: String
    /// Where the answer "yes" is posted.
    let action: Link
    /// Back to the form: the answer "no".
    let cancel: Link
}

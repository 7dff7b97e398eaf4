import HTML

/// `/`: the published products, first the three newest of every seller.
struct HomePage: Sendable {
    struct Item: Sendable {
        let link: Link
        let name: String
        /// Formatted: "$49.99".
        let price: String
        let seller: String
        let cover: Cover
    }

    let layout: Layout
    let items: [Item]
    let pager: Pager

    var isFirstPage: Bool { pager.first == nil }
}

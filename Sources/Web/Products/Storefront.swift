internal import HTML
internal import HTTP
internal import Store

/// What anybody sees of the products.
enum Storefront {
    /// `GET /`: the published products.
    static func home(_ visit: Visit, _ db: inout Database) throws -> Response {
        let before = try visit.query.value(of: "before").flatMap { Listing.Key($0) }
        let listings = try Listing.newest(before: before, &db)
        let older = listings.hasMore ? listings.items.last?.key.description : nil
        return .page(
            HomePage(
                layout: visit.layout(
                    "Made by independent people", .home, summary: "Courses, books, music and software."),
                items: listings.items.map { HomePage.Item($0) },
                pager: Pager(
                    "products", first: before.map { _ in Route.home.link },
                    older: older.map { Route.home.link([("before", $0)]) }
                )
            )
        )
    }

    /// `GET /products/{slug}`: a published product, or the viewer's own before it is.
    static func product(_ slug: Slug, _ visit: Visit, _ db: inout Database) throws -> Response {
        let viewer = visit.viewer.account?.user.id
        switch try Listing.find(slug, visibleTo: viewer, &db) {
        case .listed(let listing): return .page(ProductPage(listing, visit))
        case .offSale: throw Problem(.gone, "This product is no longer on sale.")
        case .missing: throw Problem(.notFound)
        }
    }
}

extension Described {
    /// The description as markup; nil when there is none.
    var shownDescription: SafeHTML? { description.isEmpty ? nil : .paragraphs(description) }
}

extension HomePage.Item {
    fileprivate init(_ listing: Listing) {
        self.init(
            link: Route.product(listing.product.slug).link,
            name: listing.product.name,
            price: listing.product.price.display,
            seller: listing.sellerDisplay,
            cover: Cover(slug: listing.product.slug.text, name: listing.product.name)
        )
    }
}

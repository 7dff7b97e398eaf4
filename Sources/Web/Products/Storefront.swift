internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /`: published products, newest first.
    func home(_ visit: Visit, _ db: inout Database) throws -> Response {
        let before = visit.query["before"].flatMap { Slug($0) }
        let listings = try Listing.newest(before: before, &db)
        let older = listings.hasMore ? listings.items.last?.product.slug.text : nil
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
    func product(_ slug: Slug, _ visit: Visit, _ db: inout Database) throws -> Response {
        let viewer = visit.viewer.account?.user.id
        guard let listing = try Listing.find(slug, visibleTo: viewer, &db).listing else { throw Problem(.notFound) }
        let product = listing.product
        let isForSale = product.status == .active
        return .page(
            ProductPage(
                layout: visit.layout(product.name, .none, summary: "\(product.name), by \(listing.sellerDisplay)"),
                name: product.name,
                price: product.price.display,
                seller: listing.sellerDisplay,
                cover: Cover(slug: slug.text, name: product.name),
                description: product.shownDescription,
                buy: isForSale ? Route.checkout(product.id).link : nil,
                edit: viewer == product.sellerID ? SellerRoute.editProduct(product.id).link : nil,
                notice: isForSale ? nil : "Only you can see this page: the product is \(product.status.rawValue)."
            )
        )
    }
}

extension Product {
    /// The description as markup; nil when there is none.
    var shownDescription: SafeHTML? { description.flatMap { $0.isEmpty ? nil : .paragraphs($0) } }
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

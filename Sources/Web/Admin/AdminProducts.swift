internal import HTML
internal import HTTP
internal import Store

/// Everybody's products, for the admin.
enum AdminProducts {
    /// `GET /admin/products`
    static func list(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let (search, before) = (try visit.searched, try visit.query.value(of: "before").flatMap { Product.ID($0) })
        let products = try OwnedProduct.list(nameStartingWith: search, before: before, &db)
        return .page(
            AdminProductsPage(
                layout: visit.layout("All products", .adminProducts),
                query: search ?? "",
                rows: products.items.map {
                    ProductRow($0.product, link: Route.adminProduct($0.product.id).link, seller: $0.sellerEmail.text)
                },
                pager: try visit.pager(
                    "products", last: products.hasMore ? products.items.last.map { "\($0.product.id)" } : nil)
            )
        )
    }

    /// `GET /admin/products/{id}`
    static func show(_ id: Product.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        .page(try page(id, visit, FilledForm(), &db))
    }

    /// `POST /admin/products/{id}/takedown`
    static func takeDown(_ id: Product.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        var filled: FilledForm<ReasonField> = visit.filled()
        let submission = visit.submission(to: Route.adminProduct(id).link, flash: .takenDown)
        switch try Product.takeDown(id, from: &filled, by: admin.account.user.id, as: submission, &db) {
        case .done: return visit.landed(submission)
        case .refused: return .page(try page(id, visit, filled, &db), .unprocessable)
        case .missing: throw Problem(.notFound)
        }
    }

    /// `POST /admin/products/{id}/return`
    static func putBack(_ id: Product.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let submission = visit.submission(to: Route.adminProduct(id).link, flash: .putBack)
        guard case .done = try Product.putBack(id, by: admin.account.user.id, as: submission, &db) else {
            throw Problem(.notFound)
        }
        return visit.landed(submission)
    }

    private static func page(
        _ id: Product.ID, _ visit: Visit, _ filled: FilledForm<ReasonField>, _ db: inout Database
    ) throws -> AdminProductPage {
        guard let owned = try OwnedProduct.find(id, &db) else { throw Problem(.notFound) }
        let product = owned.item.product
        return AdminProductPage(
            layout: visit.layout(product.name, .adminProducts),
            name: product.name,
            slug: product.slug.text,
            price: product.price.display,
            status: StatusBadge(product.status),
            sellerEmail: owned.item.sellerEmail.text,
            seller: Route.adminUser(product.sellerID).link,
            created: Moment(product.createdAt),
            updated: Moment(product.updatedAt),
            description: owned.shownDescription,
            view: product.status == .active && product.takedownReason == nil ? Route.product(product.slug).link : nil,
            removal: Removal(of: product, visit, filled)
        )
    }
}

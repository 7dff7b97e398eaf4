internal import HTML
internal import HTTP
internal import Store

/// A seller's own products.
enum OwnProducts {
    /// `GET /dashboard/products`
    static func list(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let before = try visit.query.value(of: "before").flatMap { Product.ID($0) }
        let products = try Product.list(ownedBy: seller.id, before: before, &db)
        let times = try seller.account.times(products.items.map(\.updatedAt), &db)
        let older = products.hasMore ? products.items.last.map { "\($0.id)" } : nil
        return .page(
            ProductsPage(
                layout: visit.layout("Your products", .products),
                rows: products.items.map { ProductRow($0, link: Route.editProduct($0.id).link, times: times) },
                pager: Pager(
                    "products", first: before.map { _ in Route.products.link },
                    older: older.map { Route.products.link([("before", $0)]) })
            )
        )
    }

    /// `GET /dashboard/products/new`
    static func new(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        .page(ProductFormPage(visit))
    }

    /// `POST /dashboard/products`
    static func create(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        var filled: FilledForm<ProductField> = visit.filled()
        let submission = visit.submission(to: Route.products.link, flash: .productCreated)
        guard
            case .done = try Product.create(
                from: &filled, for: seller.id, within: visit.settings.quota, as: submission, &db)
        else { return .page(ProductFormPage(visit, filled), .unprocessable) }
        return visit.landed(submission)
    }

    /// `GET /dashboard/products/{id}/edit`
    static func edit(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard let product = try Described<Product>.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        return .page(ProductFormPage(visit, product))
    }

    /// `POST /dashboard/products/{id}`
    static func update(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        var filled: FilledForm<ProductField> = visit.filled()
        let submission = visit.submission(to: Route.products.link, flash: .productUpdated)
        switch try Product.update(
            id, ownedBy: seller.id, from: &filled, within: visit.settings.quota, as: submission, &db)
        {
        case .done: return visit.landed(submission)
        case .missing: throw Problem(.notFound)
        case .refused:
            guard let product = try Described<Product>.find(id, ownedBy: seller.id, &db) else {
                throw Problem(.notFound)
            }
            return .page(ProductFormPage(visit, product, filled), .unprocessable)
        }
    }

    /// `GET /dashboard/products/{id}/deletion`: asks first.
    static func confirmDeletion(
        _ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database
    ) throws -> Response {
        guard let product = try Product.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        return .page(ProductDeletionPage(visit, product))
    }

    /// `POST /dashboard/products/{id}/deletion`
    static func delete(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let submission = visit.submission(to: Route.products.link, flash: .productDeleted)
        guard try Product.delete(id, ownedBy: seller.id, as: submission, &db) else { throw Problem(.notFound) }
        return visit.landed(submission)
    }
}

extension ProductRow {
    init(_ product: Product, link: Link, times: LocalTimes = .utc, seller: String? = nil) {
        self.init(
            link: link, name: product.name, price: product.price.display, status: StatusBadge(product.status),
            updated: Moment(product.updatedAt, in: times), seller: seller
        )
    }
}

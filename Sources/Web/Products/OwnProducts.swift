internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /dashboard/products`
    func products(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let before = visit.query["before"].flatMap { Product.ID($0) }
        let products = try Product.list(ownedBy: seller.id, before: before, &db)
        let older = products.hasMore ? products.items.last.map { "\($0.id)" } : nil
        let list = Route.seller(.products)
        return .page(
            ProductsPage(
                layout: visit.layout("Your products", .products),
                rows: products.items.map { ProductRow($0, link: SellerRoute.editProduct($0.id).link) },
                pager: Pager(
                    "products", first: before.map { _ in list.link }, older: older.map { list.link([("before", $0)]) })
            )
        )
    }

    /// `GET /dashboard/products/new`
    func newProduct(_ visit: Visit, _ seller: Seller) -> Response {
        .page(ProductFormPage(layout: visit.newProductLayout, action: SellerRoute.products.link))
    }

    /// `POST /dashboard/products`
    func createProduct(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let input = ProductFormPage.Input(visit.form)
        switch input.parsed {
        case .failure(let errors):
            let page = ProductFormPage(
                layout: visit.newProductLayout, action: SellerRoute.products.link, input: input,
                errors: FormErrors(errors)
            )
            return .page(page, .unprocessable)
        case .success(let draft):
            _ = try Product.create(draft, for: seller.id, &db)
            return .redirect(to: SellerRoute.products.link, flash: .productCreated)
        }
    }

    /// `GET /dashboard/products/{id}/edit`
    func editProduct(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard let product = try Product.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        return .page(ProductFormPage(product, visit, input: ProductFormPage.Input(product)))
    }

    /// `POST /dashboard/products/{id}`
    func updateProduct(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard let product = try Product.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        let input = ProductFormPage.Input(visit.form)
        switch input.parsed {
        case .failure(let errors):
            return .page(ProductFormPage(product, visit, input: input, errors: FormErrors(errors)), .unprocessable)
        case .success(let draft):
            guard try Product.update(id, ownedBy: seller.id, to: draft, &db) != nil else { throw Problem(.notFound) }
            return .redirect(to: SellerRoute.products.link, flash: .productUpdated)
        }
    }

    /// `GET /dashboard/products/{id}/deletion`: asks first.
    func confirmDeletion(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard let product = try Product.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        return .page(
            ProductDeletionPage(
                layout: visit.layout("Delete \(product.name)?", .products),
                name: product.name,
                action: SellerRoute.productDeletion(id).link,
                cancel: SellerRoute.editProduct(id).link
            )
        )
    }

    /// `POST /dashboard/products/{id}/deletion`
    func deleteProduct(_ id: Product.ID, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard try Product.delete(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        return .redirect(to: SellerRoute.products.link, flash: .productDeleted)
    }
}

extension Visit {
    fileprivate var newProductLayout: Layout { layout("New product", .products) }
}

extension ProductFormPage {
    /// The form of a saved product.
    fileprivate init(_ product: Product, _ visit: Visit, input: Input, errors: FormErrors = .none) {
        self.init(
            layout: visit.layout("Edit \(product.name)", .products),
            action: SellerRoute.product(product.id).link,
            input: input,
            errors: errors,
            currency: product.price.currency.code,
            view: Route.product(product.slug).link,
            deletion: SellerRoute.productDeletion(product.id).link
        )
    }
}

extension ProductFormPage.Input {
    fileprivate init(_ form: Form) {
        self.init(
            name: form["name"] ?? "", price: form["price"] ?? "", description: form["description"] ?? "",
            status: form["status"] ?? ""
        )
    }

    fileprivate init(_ product: Product) {
        self.init(
            name: product.name, price: product.price.typed, description: product.description ?? "",
            status: product.status.rawValue
        )
    }

    fileprivate var parsed: Result<ProductDraft, FieldErrors> {
        ProductDraft.parse(name: name, price: price, description: description, status: status)
    }
}

extension ProductRow {
    init(_ product: Product, link: Link, seller: String? = nil) {
        self.init(
            link: link, name: product.name, price: product.price.display, status: StatusBadge(product.status.rawValue),
            updated: Moment(product.updatedAt), seller: seller
        )
    }
}

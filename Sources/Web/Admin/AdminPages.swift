internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /admin`
    func overview(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let overview = try Overview.find(&db)
        func count(_ label: String, _ count: Overview.Count, _ link: Link?) -> AdminPage.Count {
            let value = count.isMore ? "\(Overview.Count.limit.grouped)+" : count.value.grouped
            return AdminPage.Count(label: label, value: value, link: link)
        }
        return .page(
            AdminPage(
                layout: visit.layout("Overview", .admin),
                counts: [
                    count("Users", overview.users, AdminRoute.users.link),
                    count("Products", overview.products, AdminRoute.products.link),
                    count("Published products", overview.published, nil),
                    count("Orders", overview.orders, AdminRoute.orders.link),
                    count("Paid orders", overview.paid, Route.admin(.orders).link([("status", "paid")])),
                ],
                orders: try SoldOrder.list(&db).items.prefix(5).map { OrderRow($0) }
            )
        )
    }

    /// `GET /admin/users`
    func users(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let (search, before) = (visit.searched, visit.query["before"].flatMap { User.ID($0) })
        let users = try User.list(emailStartingWith: search, before: before, &db)
        return .page(
            AdminUsersPage(
                layout: visit.layout("Users", .adminUsers),
                query: search ?? "",
                rows: users.items.map { AdminUsersPage.Row($0) },
                pager: visit.pager("users", last: users.hasMore ? users.items.last.map { "\($0.id)" } : nil)
            )
        )
    }

    /// `GET /admin/users/{id}`
    func user(_ id: User.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        guard let user = try User.find(id, &db) else { throw Problem(.notFound) }
        return .page(
            AdminUserPage(
                layout: visit.layout(user.email.text, .adminUsers),
                email: user.email.text,
                name: user.name,
                role: user.role.display,
                joined: Moment(user.createdAt),
                updated: Moment(user.updatedAt),
                products: try Product.list(ownedBy: id, &db).items.prefix(10).map {
                    ProductRow($0, link: AdminRoute.product($0.id).link)
                },
                orders: try Order.list(soldBy: id, &db).items.prefix(10).map {
                    OrderRow($0, link: AdminRoute.order($0.id).link)
                }
            )
        )
    }

    /// `GET /admin/products`
    func allProducts(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let (search, before) = (visit.searched, visit.query["before"].flatMap { Product.ID($0) })
        let products = try OwnedProduct.list(nameStartingWith: search, before: before, &db)
        return .page(
            AdminProductsPage(
                layout: visit.layout("All products", .adminProducts),
                query: search ?? "",
                rows: products.items.map {
                    ProductRow($0.product, link: AdminRoute.product($0.product.id).link, seller: $0.sellerEmail.text)
                },
                pager: visit.pager(
                    "products", last: products.hasMore ? products.items.last.map { "\($0.product.id)" } : nil)
            )
        )
    }

    /// `GET /admin/products/{id}`
    func anyProduct(_ id: Product.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        guard let owned = try OwnedProduct.find(id, &db) else { throw Problem(.notFound) }
        let product = owned.product
        return .page(
            AdminProductPage(
                layout: visit.layout(product.name, .adminProducts),
                name: product.name,
                slug: product.slug.text,
                price: product.price.display,
                status: StatusBadge(product.status.rawValue),
                sellerEmail: owned.sellerEmail.text,
                seller: AdminRoute.user(product.sellerID).link,
                created: Moment(product.createdAt),
                updated: Moment(product.updatedAt),
                description: product.description.isEmpty ? nil : .paragraphs(product.description),
                view: product.status == .active ? Route.product(product.slug).link : nil
            )
        )
    }

    /// `GET /admin/orders`
    func allOrders(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let search = OrderSearch(visit.query)
        let orders = try SoldOrder.list(matching: search, &db)
        return .page(
            AdminOrdersPage(
                layout: visit.layout("All orders", .adminOrders),
                query: search.email ?? "",
                statuses: search.choices,
                rows: orders.items.map { OrderRow($0) },
                pager: search.pager(.admin(.orders), last: orders.hasMore ? orders.items.last?.order.id : nil)
            )
        )
    }

    /// `GET /admin/orders/{id}`
    func anyOrder(_ id: Order.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        guard let sold = try SoldOrder.find(id, &db) else { throw Problem(.notFound) }
        let product = sold.order.productID.map { AdminRoute.product($0).link }
        return .page(
            AdminOrderPage(
                layout: visit.layout("Order \(sold.order.reference)", .adminOrders),
                order: OrderDetails(sold.order, try OrderEvent.list(of: id, &db), productLink: product),
                sellerEmail: sold.sellerEmail?.text ?? "Deleted account",
                seller: sold.order.sellerID.map { AdminRoute.user($0).link }
            )
        )
    }
}

extension Visit {
    /// What a list is searched for; nil for everything.
    fileprivate var searched: String? { query["q"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The pager of this very list, with its search kept.
    /// - Parameter last: the last entry's key when more follow; nil at the end of the list.
    fileprivate func pager(_ noun: String, last: String?) -> Pager {
        Pager(
            noun, first: query["before"].map { _ in route.link([("q", searched)]) },
            older: last.map { route.link([("q", searched), ("before", $0)]) }
        )
    }
}

extension AdminUsersPage.Row {
    fileprivate init(_ user: User) {
        self.init(
            link: AdminRoute.user(user.id).link, email: user.email.text, name: user.name, role: user.role.display,
            joined: Moment(user.createdAt)
        )
    }
}

extension User.Role {
    fileprivate var display: String {
        switch self {
        case .seller: "Seller"
        case .admin: "Admin"
        }
    }
}

extension OrderRow {
    fileprivate init(_ sold: SoldOrder) {
        self.init(
            sold.order, link: AdminRoute.order(sold.order.id).link, seller: sold.sellerEmail?.text ?? "Deleted account"
        )
    }
}

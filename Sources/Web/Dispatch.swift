internal import HTTP
internal import Store

extension Site {
    /// Hands a visit to its handler. A new route does not compile until it has one.
    func dispatch(_ visit: Visit, _ db: inout Database) throws -> Response {
        switch visit.route {
        case .home: try home(visit, &db)
        case .product(let slug): try product(slug, visit, &db)
        case .register: visit.isPost ? try register(visit, &db) : registerForm(visit)
        case .login: visit.isPost ? try login(visit, &db) : loginForm(visit)
        case .logout: try logout(visit, &db)
        case .checkout(let id): visit.isPost ? try buy(id, visit, &db) : try checkoutForm(id, visit, &db)
        case .receipt(let id): visit.isPost ? try resume(id, visit, &db) : try receipt(id, visit, &db)
        case .declined(let id): try declined(id, visit, &db)
        case .seller(let route): try dispatch(route, visit, &db)
        case .admin(let route): try dispatch(route, visit, &db)
        }
    }

    /// A visitor logs in first and comes back; an admin, who sells nothing, goes to the admin's pages.
    private func dispatch(_ route: SellerRoute, _ visit: Visit, _ db: inout Database) throws -> Response {
        switch visit.viewer {
        case .seller(let seller): return try dispatch(route, visit, seller, &db)
        case .admin: return .redirect(to: AdminRoute.overview.link)
        case .visitor: return .redirect(to: visit.loginLink)
        }
    }

    private func dispatch(
        _ route: SellerRoute, _ visit: Visit, _ seller: Seller, _ db: inout Database
    ) throws -> Response {
        switch route {
        case .dashboard: try dashboard(visit, seller, &db)
        case .products: visit.isPost ? try createProduct(visit, seller, &db) : try products(visit, seller, &db)
        case .newProduct: newProduct(visit, seller)
        case .product(let id): try updateProduct(id, visit, seller, &db)
        case .editProduct(let id): try editProduct(id, visit, seller, &db)
        case .productDeletion(let id):
            visit.isPost ? try deleteProduct(id, seller, &db) : try confirmDeletion(id, visit, seller, &db)
        case .orders: try orders(visit, seller, &db)
        case .order(let id): try order(id, visit, seller, &db)
        case .account: visit.isPost ? try rename(visit, seller, &db) : account(visit, seller)
        case .accountEmail: try changeEmail(visit, seller, &db)
        case .accountPassword: try changePassword(visit, seller, &db)
        }
    }

    /// The admin's pages do not exist for anybody else.
    private func dispatch(_ route: AdminRoute, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard case .admin(let admin) = visit.viewer else { throw Problem(.notFound) }
        return switch route {
        case .overview: try overview(visit, admin, &db)
        case .users: try users(visit, admin, &db)
        case .user(let id): try user(id, visit, admin, &db)
        case .products: try allProducts(visit, admin, &db)
        case .product(let id): try anyProduct(id, visit, admin, &db)
        case .orders: try allOrders(visit, admin, &db)
        case .order(let id): try anyOrder(id, visit, admin, &db)
        }
    }
}

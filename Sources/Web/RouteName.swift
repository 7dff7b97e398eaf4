internal import HTTP

/// The routes without what they carry: the table of what exists, who may see it, and by which methods.
enum RouteName: String, CaseIterable, Sendable {
    case home, product, register, login, logout
    case dashboard, products, newProduct, ownProduct, editProduct, productDeletion, orders, order
    case account, accountEmail, accountPassword
    case checkout, receipt, declined
    case adminOverview, adminUsers, adminUser, adminProducts, adminProduct, adminOrders, adminOrder

    enum Access: String, Sendable {
        case anyone, seller, admin
    }

    /// As a person writes it, with braces around what varies.
    var pattern: String {
        switch self {
        case .home: "/"
        case .product: "/products/{slug}"
        case .register: "/auth/register"
        case .login: "/auth/login"
        case .logout: "/auth/logout"
        case .dashboard: "/dashboard"
        case .products: "/dashboard/products"
        case .newProduct: "/dashboard/products/new"
        case .ownProduct: "/dashboard/products/{product id}"
        case .editProduct: "/dashboard/products/{product id}/edit"
        case .productDeletion: "/dashboard/products/{product id}/deletion"
        case .orders: "/dashboard/orders"
        case .order: "/dashboard/orders/{order id}"
        case .account: "/dashboard/account"
        case .accountEmail: "/dashboard/account/email"
        case .accountPassword: "/dashboard/account/password"
        case .checkout: "/checkout/{product id}"
        case .receipt: "/orders/{order id}/success"
        case .declined: "/orders/{order id}/declined"
        case .adminOverview: "/admin"
        case .adminUsers: "/admin/users"
        case .adminUser: "/admin/users/{user id}"
        case .adminProducts: "/admin/products"
        case .adminProduct: "/admin/products/{product id}"
        case .adminOrders: "/admin/orders"
        case .adminOrder: "/admin/orders/{order id}"
        }
    }

    /// Only who passes gets to a handler; the handler's signature then demands the proof.
    var access: Access {
        switch self {
        case .home, .product, .register, .login, .logout, .checkout, .receipt, .declined: .anyone
        case .dashboard, .products, .newProduct, .ownProduct, .editProduct, .productDeletion, .orders, .order,
            .account, .accountEmail, .accountPassword:
            .seller
        case .adminOverview, .adminUsers, .adminUser, .adminProducts, .adminProduct, .adminOrders, .adminOrder: .admin
        }
    }

    /// GET always comes with HEAD.
    var methods: [HTTP.Method] {
        switch self {
        case .register, .login, .checkout, .receipt, .products, .productDeletion, .account: [.get, .post]
        case .logout, .ownProduct, .accountEmail, .accountPassword: [.post]
        default: [.get]
        }
    }

    func accepts(_ method: HTTP.Method) -> Bool { methods.contains(method == .head ? .get : method) }
}

extension Site {
    /// One row a route and method, for `nexus routes`: method, pattern, and who may use it.
    public static var routes: [(method: String, pattern: String, access: String)] {
        RouteName.allCases.flatMap { name in
            name.methods.map { ($0.token, name.pattern, name.access.rawValue) }
        }
    }
}

extension Route {
    var name: RouteName {
        switch self {
        case .home: .home
        case .product: .product
        case .register: .register
        case .login: .login
        case .logout: .logout
        case .checkout: .checkout
        case .receipt: .receipt
        case .declined: .declined
        case .seller(let route): route.name
        case .admin(let route): route.name
        }
    }
}

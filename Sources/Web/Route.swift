internal import HTML
internal import Store

/// Every address of the store, with what it carries. `init(path:)` and `path` are inverse.
enum Route: Equatable {
    case home
    case product(Slug)
    case register
    case login
    case logout
    case checkout(Product.ID)
    case receipt(Order.ID)
    case declined(Order.ID)
    case seller(SellerRoute)
    case admin(AdminRoute)

    /// The route of a decoded path; nil when nothing is there, or when what it carries has not the form it must have.
    init?(path: [String]) {
        let found: Route? =
            switch path.first {
            case nil: .home
            case "dashboard": SellerRoute(path: Array(path.dropFirst())).map { .seller($0) }
            case "admin": AdminRoute(path: Array(path.dropFirst())).map { .admin($0) }
            default: Route(publicPath: path)
            }
        guard let found else { return nil }
        self = found
    }

    private init?(publicPath path: [String]) {
        let found: Route? =
            switch (path.first, path.dropFirst().first, path.dropFirst(2).first, path.count) {
            case ("products", let slug?, _, 2): Slug(slug).map { .product($0) }
            case ("auth", "register", _, 2): .register
            case ("auth", "login", _, 2): .login
            case ("auth", "logout", _, 2): .logout
            case ("checkout", let id?, _, 2): Product.ID(id).map { .checkout($0) }
            case ("orders", let id?, "success", 3): Order.ID(id).map { .receipt($0) }
            case ("orders", let id?, "declined", 3): Order.ID(id).map { .declined($0) }
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    /// The segments of the address, decoded.
    var path: [String] {
        switch self {
        case .home: []
        case .product(let slug): ["products", slug.text]
        case .register: ["auth", "register"]
        case .login: ["auth", "login"]
        case .logout: ["auth", "logout"]
        case .checkout(let id): ["checkout", "\(id)"]
        case .receipt(let id): ["orders", "\(id)", "success"]
        case .declined(let id): ["orders", "\(id)", "declined"]
        case .seller(let route): ["dashboard"] + route.path
        case .admin(let route): ["admin"] + route.path
        }
    }

    var link: Link { Link(path: path) }

    /// The same address with a query; pairs without a value are left out.
    func link(_ query: [(String, String?)]) -> Link {
        Link(
            path: path,
            query: query.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : (name, $0) } }
        )
    }
}

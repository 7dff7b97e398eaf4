internal import HTML
internal import Store

/// What lies under `/admin`, for an admin.
enum AdminRoute: Equatable {
    case overview
    case users
    case user(User.ID)
    case products
    case product(Product.ID)
    case orders
    case order(Order.ID)

    /// - Parameter path: the segments after `admin`.
    init?(path: [String]) {
        let found: AdminRoute? =
            switch (path.first, path.dropFirst().first, path.count) {
            case (_, _, 0): .overview
            case ("users", _, 1): .users
            case ("users", let id?, 2): User.ID(id).map { .user($0) }
            case ("products", _, 1): .products
            case ("products", let id?, 2): Product.ID(id).map { .product($0) }
            case ("orders", _, 1): .orders
            case ("orders", let id?, 2): Order.ID(id).map { .order($0) }
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    var path: [String] {
        switch self {
        case .overview: []
        case .users: ["users"]
        case .user(let id): ["users", "\(id)"]
        case .products: ["products"]
        case .product(let id): ["products", "\(id)"]
        case .orders: ["orders"]
        case .order(let id): ["orders", "\(id)"]
        }
    }

    var name: RouteName {
        switch self {
        case .overview: .adminOverview
        case .users: .adminUsers
        case .user: .adminUser
        case .products: .adminProducts
        case .product: .adminProduct
        case .orders: .adminOrders
        case .order: .adminOrder
        }
    }

    var link: Link { Route.admin(self).link }
}

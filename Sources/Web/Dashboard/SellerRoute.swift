internal import HTML
internal import Store

/// What lies under `/dashboard`, for a seller.
enum SellerRoute: Equatable {
    case dashboard
    case products
    case newProduct
    case product(Product.ID)
    case editProduct(Product.ID)
    case productDeletion(Product.ID)
    case orders
    case order(Order.ID)
    case account
    case accountEmail
    case accountPassword

    /// - Parameter path: the segments after `dashboard`.
    init?(path: [String]) {
        let found: SellerRoute? =
            switch (path.first, path.dropFirst().first, path.dropFirst(2).first, path.count) {
            case (_, _, _, 0): .dashboard
            case ("products", _, _, 1): .products
            case ("products", "new", _, 2): .newProduct
            case ("products", let id?, _, 2): Product.ID(id).map { .product($0) }
            case ("products", let id?, "edit", 3): Product.ID(id).map { .editProduct($0) }
            case ("products", let id?, "deletion", 3): Product.ID(id).map { .productDeletion($0) }
            case ("orders", _, _, 1): .orders
            case ("orders", let id?, _, 2): Order.ID(id).map { .order($0) }
            case ("account", _, _, 1): .account
            case ("account", "email", _, 2): .accountEmail
            case ("account", "password", _, 2): .accountPassword
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    var path: [String] {
        switch self {
        case .dashboard: []
        case .products: ["products"]
        case .newProduct: ["products", "new"]
        case .product(let id): ["products", "\(id)"]
        case .editProduct(let id): ["products", "\(id)", "edit"]
        case .productDeletion(let id): ["products", "\(id)", "deletion"]
        case .orders: ["orders"]
        case .order(let id): ["orders", "\(id)"]
        case .account: ["account"]
        case .accountEmail: ["account", "email"]
        case .accountPassword: ["account", "password"]
        }
    }

    var name: RouteName {
        switch self {
        case .dashboard: .dashboard
        case .products: .products
        case .newProduct: .newProduct
        case .product: .ownProduct
        case .editProduct: .editProduct
        case .productDeletion: .productDeletion
        case .orders: .orders
        case .order: .order
        case .account: .account
        case .accountEmail: .accountEmail
        case .accountPassword: .accountPassword
        }
    }

    var link: Link { Route.seller(self).link }
}

import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Who may do what, over all routes at once. A new route does not compile until it has its row here.
@Suite("Access over all routes")
struct AccessTests {
    /// One status each for a visitor, a stranger (another seller), the owner, and an admin.
    struct Row {
        let path: String
        let get: [Int]
        let post: [Int]
    }

    static func row(_ name: RouteName, _ cast: Cast, _ order: Order.ID) -> Row {
        // A POST here carries an empty form: 422 says that it got as far as the form.
        let (open, none) = ([200, 200, 200, 200], [405, 405, 405, 405])
        let (own, asked) = ([303, 404, 200, 303], [303, 404, 422, 303])
        let (anySeller, hidden) = ([303, 200, 200, 303], [404, 404, 404, 200])
        let hiddenPost = [404, 404, 404, 405]
        let path = "/dashboard/products/\(cast.course.id)"
        return switch name {
        case .home: Row(path: "/", get: open, post: none)
        case .product: Row(path: "/products/\(cast.course.slug)", get: open, post: none)
        case .register: Row(path: "/auth/register", get: [200, 303, 303, 303], post: [422, 422, 422, 422])
        case .login: Row(path: "/auth/login", get: [200, 303, 303, 303], post: [422, 422, 422, 422])
        case .logout: Row(path: "/auth/logout", get: none, post: [303, 303, 303, 303])
        case .dashboard: Row(path: "/dashboard", get: anySeller, post: none)
        case .products: Row(path: "/dashboard/products", get: anySeller, post: [303, 422, 422, 303])
        case .newProduct: Row(path: "/dashboard/products/new", get: anySeller, post: none)
        case .ownProduct: Row(path: path, get: none, post: asked)
        case .editProduct: Row(path: "\(path)/edit", get: own, post: none)
        case .productDeletion: Row(path: "\(path)/deletion", get: own, post: [303, 404, 303, 303])
        case .orders: Row(path: "/dashboard/orders", get: anySeller, post: none)
        case .order: Row(path: "/dashboard/orders/\(order)", get: own, post: none)
        case .account: Row(path: "/dashboard/account", get: anySeller, post: [303, 303, 303, 303])
        case .accountEmail: Row(path: "/dashboard/account/email", get: none, post: [303, 422, 422, 303])
        case .accountPassword: Row(path: "/dashboard/account/password", get: none, post: [303, 422, 422, 303])
        case .checkout: Row(path: "/checkout/\(cast.course.id)", get: open, post: [422, 422, 422, 422])
        case .receipt: Row(path: "/orders/\(order)/success", get: open, post: [303, 303, 303, 303])
        case .declined: Row(path: "/orders/\(order)/declined", get: [303, 303, 303, 303], post: none)
        case .adminOverview: Row(path: "/admin", get: hidden, post: hiddenPost)
        case .adminUsers: Row(path: "/admin/users", get: hidden, post: hiddenPost)
        case .adminUser: Row(path: "/admin/users/\(cast.mara.id)", get: hidden, post: hiddenPost)
        case .adminProducts: Row(path: "/admin/products", get: hidden, post: hiddenPost)
        case .adminProduct: Row(path: "/admin/products/\(cast.course.id)", get: hidden, post: hiddenPost)
        case .adminOrders: Row(path: "/admin/orders", get: hidden, post: hiddenPost)
        case .adminOrder: Row(path: "/admin/orders/\(order)", get: hidden, post: hiddenPost)
        }
    }

    @Test(
        "every route answers each kind of viewer as its row says, and its path is read back",
        arguments: RouteName.allCases)
    func table(_ name: RouteName) throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            let row = Self.row(name, cast, order.id)
            #expect(Route(path: try Target.parse(row.path).path)?.name == name)
            for (place, user) in [nil, cast.tomo, cast.mara, cast.root].enumerated() {
                let gets = try visit(row.path, as: user, &db) { $0.get($1, &$2) }
                #expect(gets == row.get[place], "GET \(row.path) by \(user?.email.text ?? "a visitor")")
                let posts = try visit(row.path, as: user, &db) { $0.post($1, [:], &$2) }
                #expect(posts == row.post[place], "POST \(row.path) by \(user?.email.text ?? "a visitor")")
            }
        }
    }

    @Test("a POST from another site is refused everywhere and changes nothing", arguments: RouteName.allCases)
    func crossSite(_ name: RouteName) throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            let row = Self.row(name, cast, order.id)
            for (place, user) in [nil, cast.tomo, cast.mara, cast.root].enumerated() {
                for (site, origin) in [
                    ("cross-site", nil), ("same-site", nil), (nil, "https://evil.test"), (nil, "null"),
                ] {
                    let status = try visit(row.path, as: user, &db) { visitor, path, db in
                        visitor.fetchSite = site
                        visitor.origin = origin
                        return visitor.post(path, ["email": "eve@example.com", "name": "Eve", "price": "1"], &db)
                    }
                    let expected = row.post[place] == 405 || name.access == .admin ? row.post[place] : 403
                    #expect(status == expected, "POST \(row.path) from \(site ?? origin ?? "nowhere")")
                }
            }
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db) != nil)
            #expect(try db.one("SELECT count(*) FROM users WHERE email = 'eve@example.com'", as: Int64.self) == 0)
        }
    }

    @Test("a GET never changes a row, whoever asks", arguments: RouteName.allCases)
    func getsChangeNothing(_ name: RouteName) throws {
        try withStore { cast, db in
            let row = Self.row(name, cast, try placeOrder(cast, &db).id)
            for user in [nil, cast.tomo, cast.mara, cast.root] {
                var visitor = try user.map { try Visitor(as: $0, &db) } ?? Visitor()
                let before = try Self.fingerprint(&db)
                _ = visitor.get(row.path, &db)
                #expect(try Self.fingerprint(&db) == before)
            }
        }
    }

    /// Every row of every table a person can change, as one digest.
    static func fingerprint(_ db: inout Database) throws -> String {
        try db.one(
            """
            SELECT md5(concat(
                (SELECT string_agg(users::text, '|' ORDER BY id) FROM users),
                (SELECT string_agg(products::text, '|' ORDER BY id) FROM products),
                (SELECT string_agg(orders::text, '|' ORDER BY id) FROM orders),
                (SELECT string_agg(order_events::text, '|' ORDER BY id) FROM order_events),
                (SELECT string_agg(sessions::text, '|' ORDER BY token_hash) FROM sessions)))
            """)
    }

    /// The status that one request gets, with whatever it changed undone.
    private func visit(
        _ path: String, as user: User?, _ db: inout Database,
        _ send: (inout Visitor, String, inout Database) -> Response
    ) throws -> Int {
        try db.rollingBack { db in
            var visitor = try user.map { try Visitor(as: $0, &db) } ?? Visitor()
            return send(&visitor, path, &db).status.code
        }
    }
}

/// A paid order of Mara's course.
func placeOrder(_ cast: Cast, email: String = "iris@example.com", _ db: inout Database) throws -> Order {
    let draft = try CheckoutDraft.parse(email: email, name: "Iris", key: nil, shownPrice: nil).get()
    let outcome = try Checkout.buy(cast.course.id, draft, through: TestGateway(), &db)
    guard case .ordered(let order) = outcome else {
        throw NoOrder()
    }
    return order
}

private struct NoOrder: Error {}

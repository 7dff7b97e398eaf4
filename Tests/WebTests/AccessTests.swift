import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Who may do what, over all rows of `Routes.table`: a new route is in here by itself.
@Suite("Access over all routes")
struct AccessTests {
    /// Who asks.
    enum Viewer: CaseIterable {
        case visitor, stranger, owner, admin

        func user(_ cast: Cast) -> User? {
            switch self {
            case .visitor: nil
            case .stranger: cast.tomo
            case .owner: cast.mara
            case .admin: cast.root
            }
        }
    }

    /// A row's address, with Mara's things in the places of its parts.
    static func path(_ row: RouteRow, _ cast: Cast, _ order: Order.ID) -> String {
        let isUser = row.pattern.contains("/users/")
        let id = row.pattern.contains("orders") ? "\(order)" : isUser ? "\(cast.mara.id)" : "\(cast.course.id)"
        return row.pattern.replacing("{slug}", with: cast.course.slug.text).replacing("{id}", with: id)
    }

    /// What a row's access promises, whatever the handler does: nil where it is the handler's to say.
    static func promised(_ row: RouteRow, to viewer: Viewer) -> Int? {
        let hasOwner = row.pattern.contains("{")
        return switch (row.access, viewer) {
        case (.anyone, _), (.seller, .owner), (.account, .owner), (.account, .stranger), (.account, .admin): nil
        case (.admin, .admin): nil
        case (.admin, _): 404
        // To the log-in.
        case (.seller, .visitor), (.account, .visitor): 303
        // An admin sells nothing, and is led to the admin's pages.
        case (.seller, .admin): 303
        case (.seller, .stranger): hasOwner ? 404 : nil
        }
    }

    /// What may be answered where the handler says: a page, a redirect, or a form with mistakes. A POST here carries an
    /// empty form, so that 422 says that it got as far as the form.
    static func isFine(_ status: Int, _ row: RouteRow) -> Bool {
        row.entry == .page ? [200, 303].contains(status) : [303, 422].contains(status)
    }

    @Test(
        "every row answers each kind of viewer as its access promises", arguments: Route.table.indices)
    func table(_ index: Int) throws {
        let row = Route.table[index]
        try withStore { cast, db in
            let path = Self.path(row, cast, try placeOrder(cast, &db).id)
            #expect(Route(path: try Target.parse(path).path)?.name == row.name)
            for viewer in Viewer.allCases {
                let status = try visit(path, as: viewer.user(cast), &db) { visitor, path, db in
                    row.method == .get ? visitor.get(path, &db) : visitor.post(path, [:], &db)
                }
                if let promised = Self.promised(row, to: viewer) {
                    #expect(status == promised, "\(row.method.token) \(path) by \(viewer)")
                } else {
                    #expect(Self.isFine(status, row), "\(row.method.token) \(path) by \(viewer): \(status)")
                }
            }
        }
    }

    @Test("a method that no row has is 405 with what is allowed, but for the admin's, which are 404 to others")
    func methods() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db).id
            for row in Route.table where Route.table.count(where: { $0.name == row.name }) == 1 {
                let path = Self.path(row, cast, order)
                var (visitor, root) = (Visitor(), try Visitor(as: cast.root, &db))
                for isAdmin in [false, true] {
                    let other =
                        row.method == .get
                        ? (isAdmin ? root.post(path, &db) : visitor.post(path, &db))
                        : (isAdmin ? root.get(path, &db) : visitor.get(path, &db))
                    let isHidden = row.access == .admin && !isAdmin
                    #expect(other.status.code == (isHidden ? 404 : 405), "\(path)")
                    #expect(other.headers["allow"] == (isHidden ? nil : row.method == .get ? "GET, HEAD" : "POST"))
                }
            }
        }
    }

    @Test("a POST from another site is refused everywhere and changes nothing", arguments: Route.table.indices)
    func crossSite(_ index: Int) throws {
        let row = Route.table[index]
        guard row.entry == .form || row.entry == .upload else { return }
        try withStore { cast, db in
            let path = Self.path(row, cast, try placeOrder(cast, &db).id)
            for viewer in Viewer.allCases {
                for (site, origin) in [
                    ("cross-site", nil), ("same-site", nil), (nil, "https://evil.test"), (nil, "null"), (nil, nil),
                ] {
                    let status = try visit(path, as: viewer.user(cast), &db) { visitor, path, db in
                        visitor.fetchSite = site
                        visitor.origin = origin
                        return visitor.post(path, ["email": "eve@example.com", "name": "Eve", "price": "1"], &db)
                    }
                    let isHidden = row.access == .admin && viewer != .admin
                    #expect(status == (isHidden ? 404 : 403), "POST \(path) from \(site ?? origin ?? "nowhere")")
                }
            }
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db) != nil)
            #expect(try db.one("SELECT count(*) FROM users WHERE email = 'eve@example.com'", as: Int64.self) == 0)
        }
    }

    @Test("a GET never changes a row, whoever asks", arguments: Route.table.indices)
    func getsChangeNothing(_ index: Int) throws {
        let row = Route.table[index]
        guard row.method == .get else { return }
        try withStore { cast, db in
            let path = Self.path(row, cast, try placeOrder(cast, &db).id)
            for viewer in Viewer.allCases {
                var visitor = try viewer.user(cast).map { try Visitor(as: $0, &db) } ?? Visitor()
                let before = try Self.fingerprint(&db)
                _ = visitor.get(path, &db)
                #expect(try Self.fingerprint(&db) == before)
            }
        }
    }

    // Case 17
    @Test("only what is public may be indexed", arguments: Route.table.indices)
    func index(_ index: Int) throws {
        let row = Route.table[index]
        guard row.method == .get else { return }
        try withStore { cast, db in
            let path = Self.path(row, cast, try placeOrder(cast, &db).id)
            var visitor = Visitor()
            let answer = visitor.get(path, &db)
            #expect((answer.headers["x-robots-tag"] == nil) == row.options.isPublic)
            #expect(answer.headers["cache-control"] == (row.options.isPublic ? "no-cache" : "no-store"))
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
    var form = FilledForm<CheckoutField>([.email: email, .name: "Iris"])
    let outcome = try Checkout.buy(cast.course.id, from: &form, shown: .unknown, through: TestGateway(), &db)
    guard case .done(let order) = outcome else { throw NoOrder() }
    return order
}

private struct NoOrder: Error {}

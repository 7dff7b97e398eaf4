import Postgres
import Store
import TestSupport
import Testing

@Suite("What an admin takes out of the store is gone from it, and comes back whole")
struct SuspensionTests {
    private static let words = "Sold what was not theirs."
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    @Test("a suspended seller's sessions end, and only the right password learns why")
    func login() throws {
        try withStore { cast, db in
            let token = try Cast.session(of: cast.mara, at: now, &db)
            let stranger = try Cast.session(of: cast.tomo, at: now, &db)
            _ = try suspend(cast.mara, by: cast.root, &db)
            #expect(try Session.resume(token, at: now, &db) == nil)
            #expect(try Session.resume(stranger, at: now, &db) != nil)
            let right = try Login(email: "mara@example.com", password: Cast.password).attempt(hasher: Cast.hasher, &db)
            #expect(right.suspensionReason == Self.words)
            let wrong = try Login(email: "mara@example.com", password: "wrong").attempt(hasher: Cast.hasher, &db)
            #expect(String(describing: wrong).hasPrefix("refused"))
            _ = try User.reinstate(cast.mara.id, by: cast.root.id, &db)
            #expect(try Cast.login(of: cast.mara, &db) != nil)
        }
    }

    @Test("a suspended seller's products are neither listed nor sold, and are once more after it was lifted")
    func products() throws {
        try withStore { cast, db in
            try expectOnSale(cast, &db)
            _ = try suspend(cast.mara, by: cast.root, &db)
            try expectOffSale(cast, &db)
            #expect(try Listing.find(cast.songs.id, &db).listing != nil)
            _ = try User.reinstate(cast.mara.id, by: cast.root.id, &db)
            try expectOnSale(cast, &db)
        }
    }

    @Test("a product that was taken down is neither listed nor sold; its seller sees it and the reason")
    func takedown() throws {
        try withStore { cast, db in
            #expect(try takeDown(cast.course, by: cast.root, &db) == "done")
            try expectOffSale(cast, &db)
            let own = try Listing.find(cast.course.slug, visibleTo: cast.mara.id, &db).listing
            #expect(own?.item.product.takedownReason == Self.words)
            // Whatever the seller does with it.
            try save("active", cast, &db)
            try expectOffSale(cast, &db)
            _ = try Product.putBack(cast.course.id, by: cast.root.id, &db)
            try expectOnSale(cast, &db)
        }
    }

    // Case 18
    @Test("what its seller archived is off sale; a draft and a product that never was are missing alike")
    func archived() throws {
        try withStore { cast, db in
            try save("archived", cast, &db)
            try expectOffSale(cast, &db)
            #expect(try isMissing(cast.draft, &db))
            _ = try takeDown(cast.draft, by: cast.root, &db)
            #expect(try isMissing(cast.draft, &db))
            let nothing = try #require(Slug("no-such-product"))
            #expect(try String(describing: Listing.find(nothing, visibleTo: nil, &db)).hasPrefix("missing"))
        }
    }

    @Test("only an admin suspends and takes down, and no admin is suspended")
    func actors() throws {
        try withStore { cast, db in
            #expect(try suspend(cast.root, by: cast.root, &db) == "refused")
            #expect(try suspend(cast.mara, by: cast.tomo, &db) == "missing")
            #expect(try takeDown(cast.course, by: cast.tomo, &db) == "missing")
            _ = try suspend(cast.mara, by: cast.root, &db)
            #expect(try String(describing: User.reinstate(cast.mara.id, by: cast.mara.id, &db)).hasPrefix("missing"))
            #expect(try User.find(cast.mara.id, &db)?.suspensionReason == Self.words)
        }
    }

    @Test(
        "a reason has something to read, and at most 500 characters",
        arguments: [
            ("", false), (" \u{200B}", false), ("x", true), (String(repeating: "日", count: 500), true),
            (String(repeating: "x", count: 501), false),
        ])
    func reasons(typed: String, isOne: Bool) {
        #expect((Reason(typed) != nil) == isOne)
    }

    // Attack 5
    @Test("what is taken away holds no place at the front, and gets it back")
    func front() throws {
        try withStore { cast, db in
            func isAtFront() throws -> Bool {
                try db.one("SELECT is_recent FROM products WHERE id = \(cast.course.id)")
            }
            #expect(try isAtFront())
            _ = try suspend(cast.mara, by: cast.root, &db)
            #expect(try !isAtFront())
            _ = try User.reinstate(cast.mara.id, by: cast.root.id, &db)
            #expect(try isAtFront())
            _ = try takeDown(cast.course, by: cast.root, &db)
            #expect(try !isAtFront())
            _ = try Product.putBack(cast.course.id, by: cast.root.id, &db)
            #expect(try isAtFront())
        }
    }

    @Test("what was deleted in the meantime is missing, and cannot be copied around a takedown before that")
    func takenDownAndDeleted() throws {
        try withStore { cast, db in
            _ = try takeDown(cast.course, by: cast.root, &db)
            var copy = FilledForm<CopyField>([.name: "The same"])
            let outcome = try Product.copy(cast.course.id, ownedBy: cast.mara.id, from: &copy, &db)
            #expect(String(describing: outcome) == "refused")
            try db.run("UPDATE products SET deleted_at = now() WHERE id = \(cast.course.id)")
            #expect(try takeDown(cast.course, by: cast.root, &db) == "missing")
            #expect(try String(describing: Product.putBack(cast.course.id, by: cast.root.id, &db)) == "missing")
        }
    }

    private func suspend(_ user: User, by admin: User, _ db: inout Database) throws -> String {
        var form = FilledForm<ReasonField>([.reason: Self.words])
        return name(of: try User.suspend(user.id, from: &form, by: admin.id, &db))
    }

    private func takeDown(_ product: Product, by admin: User, _ db: inout Database) throws -> String {
        var form = FilledForm<ReasonField>([.reason: Self.words])
        return name(of: try Product.takeDown(product.id, from: &form, by: admin.id, &db))
    }

    private func name<Value>(of outcome: Outcome<Value>) -> String {
        String(String(describing: outcome).prefix { $0 != "(" })
    }

    private func expectOnSale(_ cast: Cast, _ db: inout Database) throws {
        #expect(try Listing.find(cast.course.slug, visibleTo: nil, &db).listing != nil)
        #expect(try Listing.newest(&db).items.contains { $0.product.id == cast.course.id })
        let bought = try buy(cast, &db)
        #expect(bought?.status == .paid)
    }

    private func expectOffSale(_ cast: Cast, _ db: inout Database) throws {
        #expect(
            try String(describing: Listing.find(cast.course.slug, visibleTo: cast.tomo.id, &db)).hasPrefix("offSale"))
        #expect(try String(describing: Listing.find(cast.course.id, &db)).hasPrefix("offSale"))
        #expect(try !Listing.newest(&db).items.contains { $0.product.id == cast.course.id })
        let bought = try buy(cast, &db)
        #expect(bought == nil)
        let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in
            try db.run(
                """
                INSERT INTO orders (product_id, email) VALUES (\(cast.course.id), 'iris@example.com')
                """)
        }
        #expect(failure?.constraint == "orders_product_is_published")
    }

    private func isMissing(_ product: Product, _ db: inout Database) throws -> Bool {
        try String(describing: Listing.find(product.slug, visibleTo: nil, &db)) == "missing"
    }

    /// The order; nil when there is nothing to buy.
    private func buy(_ cast: Cast, _ db: inout Database) throws -> Order? {
        var form = FilledForm<CheckoutField>([.email: "iris@example.com"])
        let outcome = try Checkout.buy(cast.course.id, from: &form, shown: .unknown, through: TestGateway(), &db)
        return if case .done(let order) = outcome { order } else { nil }
    }

    private func save(_ status: String, _ cast: Cast, _ db: inout Database) throws {
        var form = FilledForm<ProductField>([.name: "Bread at home", .price: "49.99", .status: status])
        _ = try Product.update(cast.course.id, ownedBy: cast.mara.id, from: &form, &db)
        #expect(!form.isRefused)
    }
}

extension Login.Outcome {
    fileprivate var suspensionReason: String? { if case .suspended(let reason) = self { reason } else { nil } }
}

import Postgres
import TestSupport
import Testing

@testable import Store

// Case 7
@Suite("Deleting a product")
struct DeletionTests {
    /// Bought so often that one piece of sweeping does not finish it.
    private static func buy(_ product: Product, times: Int, _ db: inout Database) throws {
        try db.run(
            """
            INSERT INTO orders (product_id, email, checkout_key)
            SELECT \(product.id), 'a' || n || '@example.com', gen_random_uuid() FROM generate_series(1, \(times)) n
            """)
    }

    @Test("it is gone from every page at once, however often it was bought, and its slug is free")
    func gone() throws {
        try withStore { cast, db in
            try Self.buy(cast.course, times: Sweep.piece + 100, &db)
            let counted = try Overview.find(&db).products.value
            #expect(try Product.delete(cast.course.id, ownedBy: cast.mara.id, &db))
            #expect(try db.one("SELECT count(*) FROM products WHERE id = \(cast.course.id)", as: Int64.self) == 1)

            let (id, mara) = (cast.course.id, cast.mara.id)
            #expect(try Product.find(id, ownedBy: mara, &db) == nil)
            #expect(try !Product.list(ownedBy: mara, &db).items.contains { $0.id == id })
            #expect(
                try !Dashboard.find(of: mara, at: Timestamp(microseconds: 0), &db).products.contains { $0.id == id })
            #expect(try Listing.find(id, &db).listing == nil)
            #expect(try Listing.find(cast.course.slug, visibleTo: mara, &db).listing == nil)
            #expect(try !Listing.newest(&db).items.contains { $0.product.id == id })
            #expect(try OwnedProduct.find(id, &db) == nil)
            for name in [nil, cast.course.name] {
                #expect(
                    try !OwnedProduct.list(nameStartingWith: name, before: nil, &db).items.contains {
                        $0.product.id == id
                    })
            }
            #expect(try Overview.find(&db).products.value == counted - 1)
            let order = try #require(try Order.list(soldBy: mara, &db).items.first)
            #expect(try Receipt.find(order.id, &db)?.slug == nil)
            let draft = Cast.draft("Bread at home", "1", "active")
            var form = FilledForm<ProductField>([.name: "Bread at home", .price: "1"])
            guard case .missing = try Product.update(id, ownedBy: mara, from: &form, &db) else {
                Issue.record("a deleted product was changed")
                return
            }
            #expect(try !Product.delete(id, ownedBy: mara, &db))
            #expect(try Product.create(draft, for: mara, &db).slug == cast.course.slug)
        }
    }

    @Test("nobody buys it, changes it or brings it back")
    func final() throws {
        try withStore { cast, db in
            try Self.buy(cast.course, times: Sweep.piece + 1, &db)
            #expect(try Product.delete(cast.course.id, ownedBy: cast.mara.id, &db))
            for change in ["deleted_at = NULL", "status = 'active'", "name = 'Another'"] as [SQL] {
                let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                    try db.run("UPDATE products SET \(change) WHERE id = \(cast.course.id)")
                }
                #expect(failure?.constraint == "products_deletion_is_final")
            }
            let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                try db.run(
                    "INSERT INTO orders (product_id, email, checkout_key) VALUES (\(cast.course.id), 'a@b', gen_random_uuid())"
                )
            }
            #expect(failure?.constraint == "orders_product_is_published")
        }
    }

    @Test("what hangs on it follows in pieces of a fixed size, and the orders keep what was bought")
    func swept() throws {
        try withStore { cast, db in
            try Self.buy(cast.course, times: 3 * Sweep.piece, &db)
            #expect(try Product.delete(cast.course.id, ownedBy: cast.mara.id, &db))
            func left(_ db: inout Database) throws -> Int64 {
                try db.one("SELECT count(*) FROM orders WHERE product_id = \(cast.course.id)")
            }
            #expect(try left(&db) == Int64(2 * Sweep.piece))
            var pieces: [Int] = []
            while let done = try Optional(Sweep.run(&db)), done > 0 { pieces.append(done) }
            #expect(pieces == [Sweep.piece, Sweep.piece, 1])
            #expect(try left(&db) == 0)
            #expect(try db.one("SELECT count(*) FROM products WHERE id = \(cast.course.id)", as: Int64.self) == 0)
            let order = try #require(try Order.list(soldBy: cast.mara.id, &db).items.first)
            #expect(
                order.productID == nil && order.productName == cast.course.name && order.amount == cast.course.price)
        }
    }

    @Test("a product that few have bought is gone, row and all, with the deletion itself")
    func small() throws {
        try withStore { cast, db in
            try Self.buy(cast.course, times: 3, &db)
            #expect(try Product.delete(cast.course.id, ownedBy: cast.mara.id, &db))
            #expect(try db.one("SELECT count(*) FROM products WHERE id = \(cast.course.id)", as: Int64.self) == 0)
        }
    }

    @Test("with 200,000 orders each step ends within the limit of a statement")
    func many() throws {
        try withFreshDatabase { owner, app in
            var ownerDB = try Connection(owner.patient)
            let cast = try Cast.plant(&ownerDB)
            // As the triggers would leave them, and ten times as fast.
            try ownerDB.script("ALTER TABLE orders DISABLE TRIGGER USER")
            try ownerDB.run(
                """
                INSERT INTO orders (product_id, seller_id, product_name, product_price, email, amount, currency, checkout_key)
                SELECT \(cast.course.id), \(cast.mara.id), 'x', 1, 'a' || n || '@b', 1, 'USD', gen_random_uuid()
                FROM generate_series(1, 200000) n
                """)
            try ownerDB.script("ALTER TABLE orders ENABLE TRIGGER USER")
            var limited = app
            limited.statementTimeout = .milliseconds(1500)
            var db = try Connection(limited)
            #expect(try Product.delete(cast.course.id, ownedBy: cast.mara.id, &db))
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db) == nil)
            for _ in 0..<10 { #expect(try Sweep.run(&db) == Sweep.piece) }
        }
    }

    @Test("sessions that have expired go with the sweep, and none that lives")
    func sessions() throws {
        try withStore { cast, db in
            try db.run(
                """
                INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at)
                SELECT sha256(n::text::bytea), \(cast.mara.id), now() - interval '3 hours', now() - interval '3 hours',
                    now() + n * interval '1 minute' FROM unnest(ARRAY[-2, -1, 1, 2]) n
                """)
            #expect(try Sweep.run(&db) >= 2)
            #expect(try db.one("SELECT count(*) FROM sessions WHERE user_id = \(cast.mara.id)", as: Int64.self) == 2)
        }
    }
}

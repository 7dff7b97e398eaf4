import Postgres
import Store
import TestSupport
import Testing

@Suite("The database keeps orders honest, whoever asks")
struct OrderRulesTests {
    static let statuses = Order.Status.allCases.map(\.rawValue)
    static let legal = [
        "created": ["processing", "cancelled"], "processing": ["paid", "cancelled"], "paid": ["refunded"],
        "refunded": [], "cancelled": [],
    ]

    @Test("only legal changes of status pass, and each leaves its event", arguments: statuses, statuses)
    func transitions(from: String, to: String) throws {
        try withOrder(in: from) { id, _, db in
            let before = try events(of: id, &db)
            let isLegal = Self.legal[from]?.contains(to) == true
            if isLegal || from == to {
                try db.run("UPDATE orders SET status = \(to) WHERE id = \(id)")
                #expect(try events(of: id, &db) == (from == to ? before : before + [to]))
            } else {
                let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                    try db.run("UPDATE orders SET status = \(to) WHERE id = \(id)")
                }
                #expect(failure?.constraint == "orders_status_change_is_legal")
                #expect(try events(of: id, &db) == before)
            }
        }
    }

    @Test(
        "even the owner's connection cannot pass an illegal change or rewrite a purchase",
        arguments: [
            "status = 'refunded'", "amount = 1, product_price = 1", "email = 'eve@example.com'",
            "product_name = 'Other'",
            "currency = 'EUR'", "created_at = now() - interval '1 day'", "checkout_key = gen_random_uuid()",
            "name = 'Eve'",
        ])
    func ownerIsBound(change: String) throws {
        let cast = Cast.shared
        var db = try Connection(TestDatabase.owner)
        try db.rollingBack { db in
            let id = try place(cast, &db)
            let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                try db.script("UPDATE orders SET \(change) WHERE id = '\(id)'")
            }
            #expect(failure?.kind == .checkViolation)
        }
    }

    @Test("an order takes seller, name, price and currency from the product's row, and begins as created")
    func snapshot() throws {
        try withStore { cast, db in
            let id = try place(cast, &db)
            let order = try #require(try Order.find(id, soldBy: cast.mara.id, &db))
            #expect(order.productName == cast.course.name)
            #expect(order.amount == cast.course.price)
            #expect(order.status == .created)
        }
    }

    @Test(
        "the application's role cannot name a price, write an event or a sale, make an admin, or touch a table",
        arguments: [
            "INSERT INTO orders (product_id, email, checkout_key, amount) SELECT id, 'a@b', gen_random_uuid(), 1 FROM products LIMIT 1",
            "UPDATE orders SET amount = 1", "DELETE FROM orders",
            "INSERT INTO order_events (order_id, to_status) VALUES (gen_random_uuid(), 'paid')",
            "DELETE FROM order_events", "UPDATE sales SET amount = 1", "UPDATE users SET role = 'admin'",
            "DELETE FROM users",
            "INSERT INTO users (email, password, role) VALUES ('a@b', '$argon2id$', 'admin')",
            "ALTER TABLE users ADD x int",
            "DROP TABLE orders", "TRUNCATE orders", "ALTER TABLE orders DISABLE TRIGGER USER",
            "CREATE TABLE mine (x int)",
            "UPDATE products SET user_id = 1",
            "SET session_replication_role = replica",
        ])
    func rights(statement: String) throws {
        try withStore { _, db in
            let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in try db.script(statement) }
            #expect(failure?.sqlState == "42501")
        }
    }

    @Test("the application's role owns nothing")
    func ownsNothing() throws {
        try withStore { _, db in
            let owned = try db.one(
                """
                SELECT (SELECT count(*) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner WHERE rolname = 'nexus_app')
                    + (SELECT count(*) FROM pg_proc JOIN pg_roles ON pg_roles.oid = proowner WHERE rolname = 'nexus_app')
                """, as: Int64.self)
            #expect(owned == 0)
        }
    }

    @Test("sales are counted when an order is paid and taken back when it is refunded")
    func sales() throws {
        try withStore { cast, db in
            let id = try place(cast, &db)
            #expect(try sold(by: cast.mara, &db) == 0)
            try db.run("UPDATE orders SET status = 'processing' WHERE id = \(id)")
            try db.run("UPDATE orders SET status = 'paid' WHERE id = \(id)")
            #expect(try sold(by: cast.mara, &db) == 4_999)
            try db.run("UPDATE orders SET status = 'refunded' WHERE id = \(id)")
            #expect(try sold(by: cast.mara, &db) == 0)
        }
    }

    @Test("deleting a product or a seller leaves the orders with what was bought")
    func deletions() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let id = try place(cast, &db)
            try db.run("DELETE FROM users WHERE id = \(cast.mara.id)")
            #expect(
                try db.one(
                    "SELECT product_name FROM orders WHERE id = \(id) AND product_id IS NULL AND seller_id IS NULL",
                    as: String.self) == cast.course.name)
            #expect(try db.one("SELECT count(*) FROM products WHERE user_id = \(cast.mara.id)", as: Int64.self) == 0)
        }
    }

    // MARK: what the tests share

    private func place(_ cast: Cast, _ db: inout Database) throws -> Order.ID {
        try db.one(
            "INSERT INTO orders (product_id, email, checkout_key) VALUES (\(cast.course.id), 'iris@example.com', gen_random_uuid()) RETURNING id"
        )
    }

    private func withOrder(in status: String, _ body: (Order.ID, Cast, inout Database) throws -> Void) throws {
        let path = [
            "created": [], "processing": ["processing"], "paid": ["processing", "paid"],
            "refunded": ["processing", "paid", "refunded"], "cancelled": ["cancelled"],
        ]
        try withStore { cast, db in
            let id = try place(cast, &db)
            for step in path[status] ?? [] { try db.run("UPDATE orders SET status = \(step) WHERE id = \(id)") }
            try body(id, cast, &db)
        }
    }

    private func events(of id: Order.ID, _ db: inout Database) throws -> [String] {
        try OrderEvent.list(of: id, &db).map(\.status.rawValue)
    }

    private func sold(by seller: User, _ db: inout Database) throws -> Int64 {
        try db.one("SELECT coalesce(sum(amount), 0)::bigint FROM sales WHERE seller_id = \(seller.id)")
    }
}

/// What a statement is refused with, inside a savepoint so that the test goes on; nil when it passes.
func refusal(_ db: inout Database, _ body: (inout Database) throws(DatabaseError) -> Void) -> DatabaseError? {
    do {
        try db.transaction(body)
        return nil
    } catch {
        return error
    }
}

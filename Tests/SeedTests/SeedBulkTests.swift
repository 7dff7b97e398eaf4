import Passwords
import Postgres
import Seed
import Store
import TestSupport
import Testing

@Suite("The bulk seed")
struct SeedBulkTests {
    private let hasher = PasswordHasher(parameters: .cheap, gate: nil)
    /// 2026-03-04 15:16:17 UTC.
    private let now = Timestamp(microseconds: 1_772_637_377_000_000)

    private func seed(
        _ sellers: Int = 5, _ products: Int = 30, _ orders: Int = 300, seed: UInt64 = 1, at moment: Timestamp? = nil
    ) throws -> BulkSeed {
        try BulkSeed(
            sellers: sellers, products: products, orders: orders, seed: seed, now: moment ?? now, hasher: hasher)
    }

    /// What a seed makes in a database of its own.
    private func digest(_ seed: BulkSeed) throws -> SeedDigest {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            try seed.plant(&db) { _, _, _ in }
            return try SeedDigest(&db)
        }
    }

    @Test("The same seed gives the same rows on the same day; another seed or another day gives others")
    func deterministic() throws {
        let first = try digest(try seed())
        #expect(try digest(try seed(at: Timestamp(microseconds: now.microseconds + 3_600_000_000))) == first)
        for (one, other) in zip(first.tables, try digest(try seed(seed: 2)).tables) { #expect(one != other) }
        let tomorrow = Timestamp(microseconds: now.microseconds + 86_400_000_000)
        #expect(try digest(try seed(at: tomorrow)) != first)
    }

    @Test("It adds as many sellers, products and orders as were asked for, and reports from first to last")
    func countsAndReport() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            var steps: [(done: Int, total: Int, what: String)] = []
            #expect(try seed(7, 40, 500).plant(&db) { steps.append(($0, $1, $2)) })
            #expect(try db.one("SELECT count(*) FROM users", as: Int.self) == 7)
            #expect(try db.one("SELECT count(*) FROM products", as: Int.self) == 40)
            #expect(try db.one("SELECT count(*) FROM orders", as: Int.self) == 500)
            #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.done <= $1.done && $0.total == $1.total })
            #expect(steps.last?.done == steps.last?.total && steps.last?.what == "done")
            #expect(Set(steps.map(\.what)).isSuperset(of: ["sellers", "products", "orders"]))
        }
    }

    @Test("The same seed a second time adds nothing and says so; another seed adds its own data")
    func again() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            try seed().plant(&db) { _, _, _ in }
            let before = try SeedDigest(&db)
            var words: [String] = []
            #expect(try !seed(9, 90, 900).plant(&db) { words.append($2) })
            #expect(words == ["nothing added: the data of seed 1 is there already"])
            #expect(try SeedDigest(&db) == before)
            #expect(try seed(seed: .max).plant(&db) { _, _, _ in })
            #expect(try db.one("SELECT count(*) FROM orders", as: Int.self) == 600)
        }
    }

    @Test("Numbers out of range are refused before anything is done")
    func absurdNumbers() {
        for (sellers, products, orders) in [
            (0, 1, 1), (-1, 1, 1), (100_001, 1, 1), (1, -1, 0), (1, 1_000_001, 1), (1, 1, -1), (1, 1, 20_000_001),
            (1, 0, 1), (.max, .max, .max), (.min, .min, .min),
        ] {
            #expect(throws: BulkSeed.Refusal.self) { try seed(sellers, products, orders) }
        }
    }

    @Test("The smallest seeds work: one seller alone, one product, one order")
    func smallest() throws {
        for (products, orders) in [(0, 0), (1, 0), (1, 1), (3, 2)] {
            try withFreshDatabase { owner, _ in
                var db = try Connection(owner)
                #expect(try seed(1, products, orders).plant(&db) { _, _, _ in })
                #expect(try db.one("SELECT count(*) FROM orders", as: Int.self) == orders)
            }
        }
    }

    @Test("Beside the demo store it leaves the demo as it is, and registering and buying go on afterwards")
    func besideTheDemo() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            _ = try DemoSeed.plant(hasher: hasher, &db)
            try seed().plant(&db) { _, _, _ in }
            #expect(try db.one("SELECT count(*) FROM products WHERE id IN (1, 2) AND price > 4000", as: Int.self) == 2)
            var site = try Connection(app)
            try site.run("INSERT INTO users (email, password) VALUES ('new@example.com', '$argon2id$none')")
            try site.run(
                """
                INSERT INTO products (user_id, slug, name, price, status)
                SELECT max(id), 'fresh', 'Fresh', 700, 'active' FROM users
                """
            )
            let amount: Int64 = try site.one(
                """
                INSERT INTO orders (product_id, email, checkout_key)
                SELECT id, 'buyer@example.com', gen_random_uuid() FROM products WHERE slug = 'fresh' RETURNING amount
                """
            )
            #expect(amount == 700)
            let events: [String] = try site.all(
                """
                SELECT to_status FROM order_events WHERE order_id = (SELECT id FROM orders WHERE email = 'buyer@example.com')
                """
            )
            #expect(events == ["created"])
        }
    }
}

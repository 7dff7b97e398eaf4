import Postgres
import TestSupport
import Testing

@testable import Store

// Attack 5 and case 23
@Suite("Searching")
struct SearchTests {
    @Test(
        "an order is found by its reference, its buyer's address from any place on, and the buyer's name, whatever the blanks"
    )
    func orders() throws {
        try withStore { cast, db in
            let order = try Self.order(cast.course, by: "Iris.KILIC@Example.com", named: "Iris Öz Kılıç", &db)
            let reference = String(order.id.description.prefix(8)).uppercased()
            for typed in [
                reference, " \(reference) ", "#\(reference)", reference.lowercased(), order.id.description,
                "iris.kilic@", "IRIS.KILIC@EXAMPLE.COM ", "\tkilic@exam", "öz k", "IRIS ÖZ",
            ] {
                let found = try Order.list(soldBy: cast.mara.id, matching: OrderSearch(text: typed), &db)
                #expect(found.items.map(\.id) == [order.id], "\(typed)")
                #expect(try Order.list(soldBy: cast.tomo.id, matching: OrderSearch(text: typed), &db).items.isEmpty)
                let all = try SoldOrder.list(matching: OrderSearch(text: typed, status: .created), &db)
                #expect(all.items.map(\.order.id) == [order.id], "\(typed)")
            }
            for typed in ["%", "_", "iris%", String(repeating: "i", count: 2_000), "00000000", "nobody"] {
                #expect(try Order.list(soldBy: cast.mara.id, matching: OrderSearch(text: typed), &db).items.isEmpty)
            }
            #expect(try Order.list(soldBy: cast.mara.id, matching: OrderSearch(text: "  "), &db).items.count == 1)
            let paid = OrderSearch(text: reference, status: .paid)
            #expect(try Order.list(soldBy: cast.mara.id, matching: paid, &db).items.isEmpty)
        }
    }

    @Test("pages of a search go on where the one before ended, and show each order once")
    func pages() throws {
        try withStore { cast, db in
            for number in 0..<50 { _ = try Self.order(cast.course, by: "ann\(number)@example.com", named: "", &db) }
            var seen: [Order.ID] = []
            var search = OrderSearch(text: "ann")
            while true {
                let page = try Order.list(soldBy: cast.mara.id, matching: search, &db)
                seen += page.items.map(\.id)
                guard page.hasMore, let last = page.items.last else { break }
                search = OrderSearch(text: "ann", before: last.key)
            }
            #expect(seen.count == 50 && Set(seen).count == 50)
        }
    }

    /// Rows and pages that a query read, by EXPLAIN's own account.
    struct Cost {
        let rows: Int
        let buffers: Int
        let plan: String
    }

    @Test("a search costs the same whether strangers have planted 50,000 rows under its beginning or none")
    func planted() throws {
        try withFreshDatabase { owner, app in
            var ownerDB = try Connection(owner.patient)
            let cast = try Cast.plant(&ownerDB)
            try Self.plant(5_000, named: "quiet", of: cast, &ownerDB)
            var db = try Connection(app)
            let queries: [(String, (String) -> SQL)] = [
                ("own orders", { Order.listQuery(soldBy: cast.mara.id, OrderSearch(text: $0)) }),
                (
                    "own orders of a status",
                    { Order.listQuery(soldBy: cast.mara.id, OrderSearch(text: $0, status: .paid)) }
                ),
                ("all orders", { SoldOrder.listQuery(OrderSearch(text: $0)) }),
                ("users", { User.listQuery(emailStartingWith: $0, before: nil) }),
                ("products", { OwnedProduct.listQuery(nameStartingWith: $0, before: nil) }),
            ]
            let calm = try queries.map { try Self.cost($0.1("quiet"), &db) }
            // The planner knows nothing of them yet: the worst moment there is.
            try Self.plant(50_000, named: "loud", of: cast, &ownerDB)
            for isAnalyzed in [false, true] {
                if isAnalyzed { try ownerDB.script("ANALYZE") }
                for ((name, query), before) in zip(queries, calm) {
                    for typed in ["loud", "quiet", "lou", "none"] {
                        let cost = try Self.cost(query(typed), &db)
                        #expect(cost.rows <= before.rows * 2 + 3_000, "\(name), \(typed), \(isAnalyzed)\n\(cost.plan)")
                        #expect(
                            cost.buffers <= before.buffers * 3 + 3_000, "\(name), \(typed), \(isAnalyzed)\n\(cost.plan)"
                        )
                    }
                }
            }
        }
    }

    private static func order(
        _ product: Product, by email: String, named name: String, _ db: inout Database
    ) throws -> Order {
        try db.one(
            """
            INSERT INTO orders (product_id, email, name, checkout_key)
            VALUES (\(product.id), \(email), \(name), gen_random_uuid()) RETURNING \(Order.columns)
            """)
    }

    /// As many orders, users and products that begin with the same letters.
    private static func plant(_ count: Int, named name: String, of cast: Cast, _ db: inout Database) throws {
        try db.run(
            """
            INSERT INTO users (email, password)
            SELECT \(name) || n || '@example.com', '$argon2id$x' FROM generate_series(1, \(count)) n
            """)
        try db.run(
            """
            INSERT INTO products (user_id, slug, name, price)
            SELECT \(cast.tomo.id), \(name) || '-' || n, \(name) || ' ' || n, 100 FROM generate_series(1, \(count)) n
            """)
        try db.run(
            """
            INSERT INTO orders (product_id, email, checkout_key)
            SELECT \(cast.course.id), \(name) || n || '@example.com', gen_random_uuid() FROM generate_series(1, \(count)) n
            """)
    }

    private static func cost(_ query: SQL, _ db: inout Database) throws -> Cost {
        let lines = try db.all("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) \(query)", as: String.self)
        func numbers(after word: String) -> [Int] {
            lines.compactMap { line in
                line.firstRange(of: word).flatMap { range in
                    Int(line[range.upperBound...].prefix { $0.isNumber })
                }
            }
        }
        // The top node's buffers are everybody's; it comes first.
        let hits = lines.first { $0.contains("Buffers:") }.map { line in
            line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }.reduce(0, +)
        }
        return Cost(
            rows: numbers(after: "actual rows=").reduce(0, +) + numbers(after: "Rows Removed by Filter: ").reduce(0, +),
            buffers: hits ?? 0, plan: lines.joined(separator: "\n"))
    }
}

import Postgres
import Seed
import TestSupport
import Testing

@testable import Store

/// Every list, at 100,000 orders, is read through the index that was made for it: no page becomes slow as a store grows.
@Suite("Plans of the lists")
struct ListPlanTests {
    /// A list's name, the index its plan must use, and its query for a seller and a key of that database.
    struct List: Sendable, CustomStringConvertible {
        let description: String
        let index: String
        let query: @Sendable (Keys) -> SQL
    }

    /// Rows from the middle of the data.
    struct Keys: Sendable {
        let seller: User.ID
        let product: Product.ID
        let shelf: Listing.Key
        let orders: Order.Key
    }

    static let lists: [List] = [
        List(description: "the front page", index: "products_published") { _ in Listing.newestQuery(before: nil) },
        List(description: "the front page's next", index: "products_published") {
            Listing.newestQuery(before: $0.shelf)
        },
        List(description: "own products", index: "products_by_user") {
            Product.listQuery(ownedBy: $0.seller, before: nil)
        },
        List(description: "own products' next", index: "products_by_user") {
            Product.listQuery(ownedBy: $0.seller, before: $0.product)
        },
        List(description: "own orders", index: "orders_by_seller") {
            Order.listQuery(soldBy: $0.seller, OrderSearch())
        },
        List(description: "own orders' next", index: "orders_by_seller") {
            Order.listQuery(soldBy: $0.seller, OrderSearch(before: $0.orders))
        },
        List(description: "own orders by status", index: "orders_by_seller_status") {
            Order.listQuery(soldBy: $0.seller, OrderSearch(status: .refunded))
        },
        List(description: "own orders by address", index: "orders_by_seller_email") {
            Order.listQuery(soldBy: $0.seller, OrderSearch(text: "a"))
        },
        List(description: "sales by the days of a zone", index: "sales_by_quarter_pkey") {
            SalesReport.zoneQuery(of: $0.seller, at: ListPlanTests.now, in: ZoneTests.auckland)
        },
        List(description: "all users", index: "users_pkey") { _ in User.listQuery(emailStartingWith: nil, before: nil)
        },
        List(description: "users by address", index: "users_email_key") { _ in
            User.listQuery(emailStartingWith: "anna", before: nil)
        },
        List(description: "all products", index: "products_pkey") { _ in
            OwnedProduct.listQuery(nameStartingWith: nil, before: nil)
        },
        List(description: "products by name", index: "products_by_name") { _ in
            OwnedProduct.listQuery(nameStartingWith: "zeb", before: nil)
        },
        List(description: "all orders", index: "orders_by_time") { _ in SoldOrder.listQuery(OrderSearch()) },
        List(description: "all orders' next", index: "orders_by_time") {
            SoldOrder.listQuery(OrderSearch(before: $0.orders))
        },
        List(description: "all orders by status", index: "orders_by_status") { _ in
            SoldOrder.listQuery(OrderSearch(status: .refunded))
        },
        List(description: "all orders by address", index: "orders_by_email") { _ in
            SoldOrder.listQuery(OrderSearch(text: "anna.b"))
        },
    ]

    static let now = Timestamp(microseconds: 1_773_480_413_000_000)

    @Test("at 100,000 orders every list uses its index and reads no table from end to end")
    func plans() throws {
        try withFreshDatabase { owner, app in
            var ownerDB = try Connection(owner.patient)
            let seed = try BulkSeed(
                sellers: 500, products: 10_000, orders: 100_000, seed: 1, now: Self.now, hasher: Cast.hasher)
            try seed.plant(&ownerDB) { _, _, _ in }
            try ownerDB.script("ANALYZE")
            var db = try Connection(app)
            #expect(try db.one("SELECT count(*) FROM orders", as: Int64.self) == 100_000)
            let keys = try db.one(Self.middle, as: Keys.self)
            for list in Self.lists {
                let plan = try db.all("EXPLAIN \(list.query(keys))", as: String.self).joined(separator: "\n")
                #expect(plan.contains("using \(list.index) ") || plan.contains("on \(list.index) "), "\(list)\n\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(list)\n\(plan)")
            }
        }
    }

    /// An ordinary seller, with about 300 orders, and rows of theirs. For one who owns a good part of everything,
    /// reading everybody's rows in order is the better plan, and PostgreSQL takes it.
    private static let middle: SQL = """
        SELECT seller_id, max(product_id), max(products.created_at), max(slug), max(orders.created_at),
            (array_agg(orders.id))[1]
        FROM orders JOIN products ON products.id = product_id
        GROUP BY seller_id ORDER BY abs(count(*) - 300), seller_id LIMIT 1
        """
}

extension ListPlanTests.Keys: RowDecodable {
    init(row: inout Row) throws(DatabaseError) {
        seller = try row.next()
        product = try row.next()
        shelf = Listing.Key(isRecent: false, PageKey(try row.next(), try row.next()))
        orders = Order.Key(try row.next(), try row.next())
    }
}

import Passwords
import Postgres
import Seed
import Store
import TestSupport
import Testing

@Suite("What the bulk seed makes keeps the rules of the store")
struct SeedBulkRulesTests {
    /// Plants once and asks, for each sentence, how many rows break it.
    @Test("Every row keeps every rule that triggers hold for orders that come one by one")
    func rules() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            // 2026-03-04 UTC.
            try BulkSeed(
                sellers: 20, products: 120, orders: 2_500, seed: 42,
                now: Timestamp(microseconds: 1_772_637_377_000_000),
                hasher: PasswordHasher(parameters: .cheap, gate: nil)
            ).plant(&db) { _, _, _ in }
            for (rule, query) in Self.breaches {
                let breaches: Int = try db.one("SELECT count(*) FROM (\(query)) AS breach")
                #expect(breaches == 0, "\(rule)")
            }
            for (rule, query) in Self.facts {
                let holds: Bool = try db.one(query)
                #expect(holds, "\(rule)")
            }
        }
    }

    private static let breaches: [(String, SQL)] = [
        (
            "an order's seller, name, price, amount and currency are its product's",
            """
            SELECT FROM orders o JOIN products p ON p.id = o.product_id
            WHERE (o.seller_id, o.product_name, o.product_price, o.amount, o.currency)
                IS DISTINCT FROM (p.user_id, p.name, p.price, p.price, p.currency) OR p.status = 'draft'
            """
        ),
        (
            "a product is older than its orders, and younger than its seller",
            """
            SELECT FROM orders o JOIN products p ON p.id = o.product_id JOIN users u ON u.id = p.user_id
            WHERE o.created_at <= p.created_at OR p.created_at <= u.created_at
            """
        ),
        (
            "nothing happens on the day of the seed or later",
            """
            SELECT FROM order_events WHERE created_at >= '2026-03-04 00:00Z'
            UNION ALL SELECT FROM orders WHERE updated_at >= '2026-03-04 00:00Z' OR updated_at < created_at
            UNION ALL SELECT FROM products WHERE updated_at > '2026-03-04 00:00Z' OR updated_at < created_at
            """
        ),
        (
            "an order's last event is its status, at the moment of its last change",
            """
            SELECT FROM orders o LEFT JOIN LATERAL (
                SELECT to_status, created_at FROM order_events e WHERE e.order_id = o.id ORDER BY id DESC LIMIT 1
            ) last ON true
            WHERE (last.to_status, last.created_at) IS DISTINCT FROM (o.status, o.updated_at)
            """
        ),
        (
            "an order's events begin with its creation and go on from one to the next, along the legal changes",
            """
            SELECT FROM (
                SELECT *, lag(to_status) OVER story AS before, lag(created_at) OVER story AS earlier FROM order_events
                WINDOW story AS (PARTITION BY order_id ORDER BY id)
            ) e JOIN orders o ON o.id = e.order_id
            WHERE from_status IS DISTINCT FROM before OR e.created_at < earlier
                OR (from_status IS NULL AND (to_status <> 'created' OR e.created_at <> o.created_at))
                OR from_status IS NOT NULL AND (from_status, to_status) NOT IN (
                    ('created', 'processing'), ('created', 'cancelled'), ('processing', 'paid'),
                    ('processing', 'cancelled'), ('paid', 'refunded'))
            """
        ),
        (
            "sales are those of the trigger: counted on the day of payment, taken back from it by a refund",
            """
            (SELECT seller_id, day, currency, orders, amount FROM sales EXCEPT \(trueSales))
            UNION ALL (\(trueSales) EXCEPT SELECT seller_id, day, currency, orders, amount FROM sales)
            """
        ),
        (
            "sales by quarter of an hour add up to those of the day",
            """
            (\(quarters) EXCEPT SELECT seller_id, day, currency, orders, amount FROM sales)
            UNION ALL (SELECT seller_id, day, currency, orders, amount FROM sales EXCEPT \(quarters))
            """
        ),
        (
            "addresses lead nowhere, and all sellers share one hash",
            """
            SELECT FROM users WHERE email !~ '^[a-z0-9.-]+@example[.](com|net|org)$' OR role <> 'seller'
            UNION ALL SELECT FROM orders WHERE email !~ '^[a-z0-9.-]+@example[.](com|net|org)$'
            UNION ALL SELECT FROM (SELECT count(DISTINCT password) AS hashes FROM users) AS h WHERE hashes <> 1
            """
        ),
        ("every constraint is validated", "SELECT FROM pg_constraint WHERE NOT convalidated"),
        ("every trigger is on again", "SELECT FROM pg_trigger WHERE tgenabled <> 'O'"),
    ]

    private static let quarters: SQL = """
        SELECT seller_id, (began_at AT TIME ZONE 'UTC')::date, currency, sum(orders)::bigint, sum(amount)::bigint
        FROM sales_by_quarter GROUP BY 1, 2, 3
        """

    private static let trueSales: SQL = """
        SELECT o.seller_id, (paid.created_at AT TIME ZONE 'UTC')::date, o.currency,
            sum(CASE e.to_status WHEN 'paid' THEN 1 ELSE -1 END)::bigint,
            sum(CASE e.to_status WHEN 'paid' THEN o.amount ELSE -o.amount END)::bigint
        FROM order_events e JOIN orders o ON o.id = e.order_id
        JOIN order_events paid ON paid.order_id = o.id AND paid.to_status = 'paid'
        WHERE e.to_status IN ('paid', 'refunded') GROUP BY 1, 2, 3
        """

    private static let facts: [(String, SQL)] = [
        (
            "between 84 and 92 of a hundred orders are paid, and every status occurs",
            """
            SELECT count(*) FILTER (WHERE status = 'paid') * 100 / count(*) BETWEEN 84 AND 92
                AND count(DISTINCT status) = 5 FROM orders
            """
        ),
        (
            "some buyers come back, most do not",
            "SELECT count(DISTINCT email) BETWEEN count(*) / 8 AND count(*) * 2 / 3 FROM orders"
        ),
        (
            "a quarter of the products makes more than half of the sales",
            """
            SELECT sum(n) FILTER (WHERE place <= 30) * 2 > sum(n) FROM (
                SELECT count(*) AS n, row_number() OVER (ORDER BY count(*) DESC) AS place FROM orders GROUP BY product_id
            ) AS ranked
            """
        ),
        (
            "the second year has more orders than the first",
            "SELECT count(*) FILTER (WHERE created_at >= '2025-03-04') * 2 > count(*) FROM orders"
        ),
        (
            "descriptions are of many lengths, some empty",
            """
            SELECT count(DISTINCT length(description)) > 40 AND min(length(description)) = 0
                AND max(length(description)) > 1000 FROM products
            """
        ),
        (
            "the planner has been told",
            "SELECT reltuples = 2500 FROM pg_class WHERE relname = 'orders'"
        ),
    ]
}

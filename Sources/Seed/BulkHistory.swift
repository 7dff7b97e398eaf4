internal import Postgres
internal import Store

/// What the triggers on `orders` would have written, had the orders of a bulk seed come one by one: their events and the
/// sellers' sales. The transaction is the caller's.
struct BulkHistory {
    /// The numbers of the sellers whose orders these are.
    let sellers: ClosedRange<Int64>
    let times: SeedCalendar

    /// How many days are done at once.
    private static let stride = 30

    func plantEvents(_ db: inout Database, report: (Int) -> Void) throws(DatabaseError) {
        // Enough to sort a month's events in memory.
        try db.run("SET LOCAL work_mem = '64MB'")
        var day = times.firstDay
        let end = day.moved(days: times.days.count)
        while day < end {
            let next = min(day.moved(days: Self.stride), end)
            try plantEvents(from: Timestamp(startOf: day), to: Timestamp(startOf: next), &db)
            report(times.count(before: next))
            day = next
        }
    }

    /// An order's last event is when the order was changed last. The times between are its own too: payment takes the
    /// provider some seconds, and those of a refunded order come from the bytes of its id.
    private func plantEvents(
        from start: Timestamp, to end: Timestamp, _ db: inout Database
    ) throws(DatabaseError) {
        try db.run(
            """
            INSERT INTO order_events (order_id, from_status, to_status, created_at)
            SELECT o.id, step.from_status, step.to_status, step.at
            FROM (
                SELECT id, status, created_at, updated_at,
                    CASE WHEN status = 'refunded'
                        THEN created_at + interval '30 milliseconds' * (50 + get_byte(uuid_send(id), 0))
                        ELSE updated_at
                    END AS settled_at,
                    status = 'cancelled'
                        AND updated_at - created_at >= interval '1 second' * \(SeedOrder.abandonedAfter) AS is_abandoned
                FROM orders
                WHERE seller_id BETWEEN \(sellers.lowerBound) AND \(sellers.upperBound)
                    AND created_at >= \(start) AND created_at < \(end)
            ) AS o
            CROSS JOIN LATERAL (VALUES
                (1, NULL, 'created', o.created_at, true),
                (2, 'created', 'processing',
                    CASE WHEN o.status = 'processing' THEN o.updated_at
                        ELSE o.created_at + (o.settled_at - o.created_at) / 4 END,
                    o.status IN ('processing', 'paid', 'refunded') OR o.status = 'cancelled' AND NOT o.is_abandoned),
                (3, 'processing', 'paid', o.settled_at, o.status IN ('paid', 'refunded')),
                (4, 'paid', 'refunded', o.updated_at, o.status = 'refunded'),
                (4, CASE WHEN o.is_abandoned THEN 'created' ELSE 'processing' END, 'cancelled', o.updated_at,
                    o.status = 'cancelled')
            ) AS step (number, from_status, to_status, at, happened)
            WHERE step.happened
            ORDER BY step.at, o.id, step.number
            """
        )
    }

    /// A refunded order was counted on the day it was paid, and taken back: its day and its quarter of an hour have a
    /// row, if only of zeros.
    func plantSales(_ db: inout Database) throws(DatabaseError) {
        try db.run(
            """
            INSERT INTO sales (seller_id, day, currency, orders, amount)
            SELECT o.seller_id, (e.created_at AT TIME ZONE 'UTC')::date, o.currency,
                count(*) FILTER (WHERE o.status = 'paid'),
                coalesce(sum(o.amount) FILTER (WHERE o.status = 'paid'), 0)::bigint
            FROM orders AS o JOIN order_events AS e ON e.order_id = o.id AND e.to_status = 'paid'
            WHERE o.seller_id BETWEEN \(sellers.lowerBound) AND \(sellers.upperBound)
            GROUP BY 1, 2, 3
            ORDER BY 2, 1, 3
            """
        )
        try db.run(
            """
            INSERT INTO sales_by_quarter (seller_id, currency, began_at, orders, amount)
            SELECT o.seller_id, o.currency, date_bin('15 minutes', e.created_at, 'epoch'),
                count(*) FILTER (WHERE o.status = 'paid'),
                coalesce(sum(o.amount) FILTER (WHERE o.status = 'paid'), 0)::bigint
            FROM orders AS o JOIN order_events AS e ON e.order_id = o.id AND e.to_status = 'paid'
            WHERE o.seller_id BETWEEN \(sellers.lowerBound) AND \(sellers.upperBound)
            GROUP BY 1, 2, 3
            ORDER BY 3, 1, 2
            """
        )
    }
}

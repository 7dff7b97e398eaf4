internal import Postgres

/// What a seller sold lately: paid orders, less those refunded. Days and months are those of a time zone.
public struct SalesReport: Sendable {
    /// How many days `days` has, today included.
    public static let span = 30

    public struct Figures: Sendable, Equatable {
        public var orders: Int64 = 0
        public var cents: Int64 = 0

        /// Sums stop at the largest number rather than trap.
        mutating func add(_ other: Figures) {
            orders = orders.addingReportingOverflow(other.orders).overflow ? .max : orders + other.orders
            cents = cents.addingReportingOverflow(other.cents).overflow ? .max : cents + other.cents
        }
    }

    public let currency: Currency
    public let today: Figures
    /// Since the first of this month.
    public let thisMonth: Figures
    /// The last 30 days, oldest first, days without a sale included.
    public let days: [(day: Day, figures: Figures)]

    /// Asks for the report at a moment.
    static func query(
        of seller: User.ID, at now: Timestamp, in zone: TimeZoneName = .utc, currency: Currency = .usd
    ) -> Query<SalesReport> {
        zone.isUTC ? query(of: seller, at: now, currency) : query(of: seller, at: now, in: zone, currency)
    }

    /// Reads a row a day, whatever the number of orders.
    private static func query(of seller: User.ID, at now: Timestamp, _ currency: Currency) -> Query<SalesReport> {
        let today = now.day
        let first = today.moved(days: 1 - span)
        let rows: Query<[DayRow]> = .all(
            """
            SELECT day, orders, amount FROM sales
            WHERE seller_id = \(seller) AND currency = \(currency)
                AND day BETWEEN \(min(first, today.startOfMonth)) AND \(today)
            """
        )
        return rows.map { SalesReport($0, until: today, in: currency) }
    }

    /// The days of another zone are put together from quarters of an hour, each day by a range of their key: 2,976
    /// quarters at most.
    private static func query(
        of seller: User.ID, at now: Timestamp, in zone: TimeZoneName, _ currency: Currency
    ) -> Query<SalesReport> {
        let rows: Query<[DayRow]> = .all(zoneQuery(of: seller, at: now, in: zone, currency))
        return rows.map { SalesReport($0, until: $0.map(\.day).max() ?? now.day, in: currency) }
    }

    /// A row for each of 31 days, the last of which is the zone's own today: as many as a month can have.
    static func zoneQuery(
        of seller: User.ID, at now: Timestamp, in zone: TimeZoneName, _ currency: Currency = .usd
    ) -> SQL {
        """
        SELECT local.day, sold.orders, sold.amount
        FROM (SELECT (\(now) AT TIME ZONE \(zone))::date - back AS day FROM generate_series(0, 30) AS back) AS local
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(orders), 0)::bigint AS orders, coalesce(sum(amount), 0)::bigint AS amount
            FROM sales_by_quarter
            WHERE seller_id = \(seller) AND currency = \(currency)
                AND began_at >= local.day::timestamp AT TIME ZONE \(zone)
                AND began_at < (local.day + 1)::timestamp AT TIME ZONE \(zone)
        ) AS sold
        """
    }

    private init(_ rows: [DayRow], until today: Day, in currency: Currency) {
        var byDay: [Day: Figures] = [:]
        var month = Figures()
        for row in rows {
            byDay[row.day] = row.figures
            if row.day >= today.startOfMonth { month.add(row.figures) }
        }
        self.currency = currency
        self.today = byDay[today] ?? Figures()
        thisMonth = month
        days = (1 - Self.span...0).map { (today.moved(days: $0), byDay[today.moved(days: $0)] ?? Figures()) }
    }
}

private struct DayRow: RowDecodable {
    let day: Day
    let figures: SalesReport.Figures

    init(row: inout Row) throws(DatabaseError) {
        day = try row.next()
        figures = SalesReport.Figures(orders: try row.next(), cents: try row.next())
    }
}

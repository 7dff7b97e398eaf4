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

    /// The days of another zone are put together from quarters of an hour: reads 2,976 of them at most.
    private static func query(
        of seller: User.ID, at now: Timestamp, in zone: TimeZoneName, _ currency: Currency
    ) -> Query<SalesReport> {
        let rows: Query<[LocalDayRow]> = .all(zoneQuery(of: seller, at: now, in: zone, currency))
        return rows.map { rows in
            let today = rows.first?.today ?? now.day
            return SalesReport(rows.compactMap(\.sold), until: today, in: currency)
        }
    }

    /// Always a row, because today is the zone's own too.
    static func zoneQuery(
        of seller: User.ID, at now: Timestamp, in zone: TimeZoneName, _ currency: Currency = .usd
    ) -> SQL {
        """
        SELECT today.day, local.day, sum(local.orders)::bigint, sum(local.amount)::bigint
        FROM (SELECT (\(now) AT TIME ZONE \(zone))::date AS day) AS today
        LEFT JOIN LATERAL (
            SELECT (began_at AT TIME ZONE \(zone))::date AS day, orders, amount FROM sales_by_quarter
            WHERE seller_id = \(seller) AND currency = \(currency)
                AND began_at >= least(today.day - \(span - 1)::int, date_trunc('month', today.day::timestamp)::date)::timestamp
                    AT TIME ZONE \(zone)
                AND began_at < (today.day + 1)::timestamp AT TIME ZONE \(zone)
        ) AS local ON true
        GROUP BY today.day, local.day
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

    init(day: Day, figures: SalesReport.Figures) {
        self.day = day
        self.figures = figures
    }

    init(row: inout Row) throws(DatabaseError) {
        day = try row.next()
        figures = SalesReport.Figures(orders: try row.next(), cents: try row.next())
    }
}

private struct LocalDayRow: RowDecodable {
    let today: Day
    /// nil when nothing was sold at all.
    let sold: DayRow?

    init(row: inout Row) throws(DatabaseError) {
        today = try row.next()
        let (day, orders, cents): (Day?, Int64?, Int64?) = (try row.next(), try row.next(), try row.next())
        sold = day.map { DayRow(day: $0, figures: SalesReport.Figures(orders: orders ?? 0, cents: cents ?? 0)) }
    }
}

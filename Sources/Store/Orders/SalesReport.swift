internal import Postgres

/// What a seller sold lately: paid orders, less those refunded.
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
    /// Since the first of this month, UTC.
    public let thisMonth: Figures
    /// The last 30 days, oldest first, days without a sale included.
    public let days: [(day: Day, figures: Figures)]

    /// Asks for the report at a moment; reads a row a day, whatever the number of orders.
    static func query(of seller: User.ID, at now: Timestamp, in currency: Currency = .usd) -> Query<SalesReport> {
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

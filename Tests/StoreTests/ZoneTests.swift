import Postgres
import TestSupport
import Testing

@testable import Store

// Case 24
@Suite("Today is the seller's")
struct ZoneTests {
    static let auckland = TimeZoneName("Pacific/Auckland") ?? .utc

    /// 23:24 UTC on 24 November 2026: 12:24 on the 25th in Auckland (UTC+13), 15:24 on the 24th in Los Angeles.
    static let now = Timestamp(microseconds: 1_795_562_640_000_000)

    /// One sale of $1 in the quarter that begins at each of these times, UTC.
    private func sell(at times: [String], by seller: User, _ db: inout Database) throws {
        for time in times {
            try db.script(
                """
                INSERT INTO sales_by_quarter VALUES (\(seller.id), 'USD', '\(time)+00', 1, 100)
                ON CONFLICT (seller_id, currency, began_at) DO UPDATE SET orders = 2, amount = 200
                """)
        }
    }

    @Test(
        "a day begins at the zone's own midnight, whatever its distance from UTC",
        arguments: [
            // The last quarter of yesterday, and the first of today, in each place.
            ("Pacific/Auckland", "2026-11-24 10:45", "2026-11-24 11:00"),
            ("America/Los_Angeles", "2026-11-24 07:45", "2026-11-24 08:00"),
            ("Asia/Kathmandu", "2026-11-24 18:00", "2026-11-24 18:15"),
            ("Pacific/Chatham", "2026-11-24 10:00", "2026-11-24 10:15"),
            ("Asia/Kolkata", "2026-11-24 18:15", "2026-11-24 18:30"),
        ])
    func midnight(name: String, yesterday: String, today: String) throws {
        let zone = try #require(TimeZoneName(name))
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            try sell(at: [yesterday, yesterday, today], by: cast.mara, &db)
            let report = try Dashboard.find(of: cast.mara.id, at: Self.now, in: zone, &db).sales
            #expect(report.today == SalesReport.Figures(orders: 1, cents: 100))
            #expect(report.days.count == SalesReport.span)
            #expect(report.days.dropLast().last?.figures == SalesReport.Figures(orders: 2, cents: 200))
            #expect(report.thisMonth == SalesReport.Figures(orders: 3, cents: 300))
        }
    }

    @Test("a month begins at the zone's own midnight, and days are whole where the clocks change")
    func monthAndSummerTime() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            // In Auckland the clocks went forward at 2:00 on 27 September 2026: the day has 23 hours.
            let sunday = ["2026-09-26 11:45", "2026-09-26 12:00", "2026-09-27 10:45", "2026-09-27 11:00"]
            try sell(at: sunday + ["2026-09-30 10:45", "2026-09-30 11:00"], by: cast.mara, &db)
            // 1 October 2026, 09:00 in Auckland.
            let now = Timestamp(microseconds: 1_790_798_400_000_000)
            let report = try Dashboard.find(of: cast.mara.id, at: now, in: Self.auckland, &db).sales
            #expect(report.days.suffix(6).map { $0.figures.orders } == [1, 2, 1, 0, 1, 1])
            #expect(report.today.orders == 1)
            #expect(report.thisMonth.orders == 1)
            #expect(report.days.last?.day.civil.day == 1)
        }
    }

    @Test("a zone's figures follow every sale and refund, as those of UTC do")
    func trigger() throws {
        try withStore { cast, db in
            let now = try db.one("SELECT now()", as: Timestamp.self)
            let id = try db.one(
                "INSERT INTO orders (product_id, email) VALUES (\(cast.course.id), 'iris@example.com') RETURNING id",
                as: Order.ID.self)
            for (status, sold) in [("processing", 0), ("paid", 4_999), ("refunded", 0)] {
                try db.run("UPDATE orders SET status = \(status) WHERE id = \(id)")
                for zone in [TimeZoneName.utc, Self.auckland] {
                    let sales = try Dashboard.find(of: cast.mara.id, at: now, in: zone, &db).sales
                    #expect(sales.today.cents == Int64(sold), "\(status) in \(zone.text)")
                }
            }
        }
    }

    @Test("nothing sold is a report of zeros, of the zone's own today")
    func nothing() throws {
        try withStore { cast, db in
            let sales = try Dashboard.find(of: cast.tomo.id, at: Self.now, in: Self.auckland, &db).sales
            #expect(sales.today == SalesReport.Figures())
            #expect(sales.days.last?.day.civil.day == 25)
        }
    }

    @Test(
        "a time zone that nobody knows is refused, and the account keeps its own",
        arguments: ["Mars/Olympus", "FOO3", "pacific/auckland", "", "UTC'; DROP", "Pacific/Auckland "])
    func unknown(name: String) throws {
        try withStore { cast, db in
            var form = FilledForm<ZoneField>([.zone: name])
            if let change = ZoneChange.parse(&form) { _ = try change.store(&form, for: cast.mara.id, &db) }
            #expect(form.mistake(in: .zone) != nil)
            #expect(try User.find(cast.mara.id, &db)?.timeZone == .utc)
        }
    }

    @Test("a moment is told by the zone's clock of that moment")
    func moments() throws {
        try withStore { _, db in
            let (winter, summer) = (Self.now, Self.now.moved(seconds: -140 * 86_400))
            let times = try LocalTimes.find(in: Self.auckland, at: [winter, summer, winter], &db)
            #expect(times.offset(at: winter) == 13 * 3_600)
            #expect(times.offset(at: summer) == 12 * 3_600)
            let west = try LocalTimes.find(in: #require(TimeZoneName("America/St_Johns")), at: [winter], &db)
            #expect(west.offset(at: winter) == -12_600)
        }
    }

    @Test("the database knows every zone that is offered")
    func usual() throws {
        try withStore { cast, db in
            for name in ["Pacific/Auckland", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"] {
                var form = FilledForm<ZoneField>([.zone: name])
                let change = try #require(ZoneChange.parse(&form))
                guard case .done = try change.store(&form, for: cast.mara.id, &db) else {
                    Issue.record("\(name)")
                    continue
                }
                #expect(try User.find(cast.mara.id, &db)?.timeZone.text == name)
            }
        }
    }
}

import Postgres
import TestSupport
import Testing

@testable import Store

// Attack 5
@Suite("How much somebody may have the store keep within an hour")
struct RateTests {
    /// Counts one sending; the rate that is used up, if one is.
    private func count(_ charges: [Charge], _ db: inout Database) throws -> Excess? {
        try Submission.unnumbered.arrived(counting: charges, &db).excess
    }

    private let home = Network("203.0.113.7")

    @Test("so many an hour and no more, and the wait is the time in which one more is granted")
    func used() throws {
        try withDatabase { db throws in
            for _ in 0..<Rate.accounts.perHour { #expect(try count([.account(from: home)], &db) == nil) }
            #expect(try count([.account(from: home)], &db) == Excess(rate: .accounts, seconds: 30))
            #expect(try count([.account(from: Network("203.0.113.8"))], &db) == nil)
        }
    }

    @Test("the hour slides: after half of it there is room for half again, after all of it for all")
    func slides() throws {
        try withDatabase { db throws in
            for _ in 0..<Rate.accounts.perHour { _ = try count([.account(from: home)], &db) }
            for (minutes, room) in [(30, Int64(60)), (60, 120), (600, 120)] {
                try db.run("UPDATE rates SET used_until = used_until - \(minutes) * interval '1 minute'")
                for _ in 0..<room { #expect(try count([.account(from: home)], &db) == nil) }
                #expect(try count([.account(from: home)], &db)?.rate == .accounts)
            }
        }
    }

    @Test("what is refused takes nothing from what comes after it: no buyer's address, no neighbour")
    func order() throws {
        try withDatabase { db throws in
            let buyer = try #require(EmailAddress("iris@example.com"))
            for _ in 0..<Rate.orders.perHour { _ = try count([.order(from: home)], &db) }
            // Said in any order.
            #expect(try count([.order(by: buyer, from: home), .order(from: home)], &db)?.rate == .orders)
            #expect(try db.one("SELECT count(*) FROM rates WHERE rate = 'buyer-orders'", as: Int64.self) == 0)
        }
    }

    // Attack 5
    @Test(
        "a stranger elsewhere uses nothing up of a buyer whose address they type, and many networks share what all may")
    func elsewhere() throws {
        try withDatabase { db throws in
            let buyer = try #require(EmailAddress("iris@example.com"))
            let eve = Network("198.51.100.7")
            for _ in 0..<Rate.buyerOrders.perHour { #expect(try count([.order(by: buyer, from: eve)], &db) == nil) }
            #expect(try count([.order(by: buyer, from: eve)], &db)?.rate == .buyerOrders)
            #expect(try count([.order(by: buyer, from: home)], &db) == nil)
            for number in 0..<64 { _ = try count([.all(.allOrders, from: Network("198.51.100.\(number)"))], &db) }
            #expect(
                (2...16).contains(try db.one("SELECT count(*) FROM rates WHERE rate = 'all-orders'", as: Int64.self)))
        }
    }

    @Test("of many at once, on as many connections, as many get through as are granted")
    func atTheSameTime() throws {
        try withFreshDatabase { _, app in
            let through = atOnce(8) { _ in
                Result {
                    var db = try Connection(app)
                    let (buyer, home) = (EmailAddress("iris@example.com"), Network("203.0.113.7"))
                    let charges = [Charge.order(from: home)] + (buyer.map { [.order(by: $0, from: home)] } ?? [])
                    var count = 0
                    for _ in 0..<10 where try Submission.unnumbered.arrived(counting: charges, &db).excess == nil {
                        count += 1
                    }
                    return count
                }
            }
            let total = try through.reduce(0) { try $0 + $1.get() }
            // One more every two minutes.
            #expect((30...31).contains(total))
        }
    }

    @Test("rows that say nothing any more are swept, a few by each who comes")
    func swept() throws {
        try withDatabase { db throws in
            try db.run(
                """
                INSERT INTO rates SELECT 'orders', n::text, now() - interval '1 second' FROM generate_series(1, 25) AS n
                """)
            for left in [Int64(16), 6, 1, 1] {
                _ = try count([.account(from: home)], &db)
                #expect(try db.one("SELECT count(*) FROM rates", as: Int64.self) == left)
            }
        }
    }

    @Test(
        "a network is an IPv4 address, or the /64 of an IPv6 one",
        arguments: [
            ("203.0.113.7", "203.0.113.7"), ("2001:db8::1", "20010db800000000/64"),
            ("2001:db8:0:0:ffff::2", "20010db800000000/64"), ("2001:db8:0:1::1", "20010db800000001/64"),
            ("::ffff:203.0.113.7", "203.0.113.7"), ("", "unknown"), ("unix:", "unknown"), ("1.2.3", "unknown"),
        ])
    func network(address: String, text: String) {
        #expect(Network(address).text == text)
    }
}

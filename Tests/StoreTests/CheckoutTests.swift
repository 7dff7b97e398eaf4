import Glibc
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@Suite("Checkout")
struct CheckoutTests {
    /// A gateway that counts what it is asked.
    final class CountingGateway: PaymentGateway {
        let asked = Mutex(0)
        func charge(_ payment: Payment) -> PaymentOutcome {
            asked.withLock { $0 += 1 }
            usleep(20_000)
            return .approved
        }
    }

    @Test("of ten at once with the same form, one order comes and the provider is asked once")
    func race() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let (gateway, key) = (CountingGateway(), UUID.random().description)
            let orders = atOnce(10) { _ in
                Result {
                    var db = try Connection(app)
                    return try buy(cast, key, through: gateway, &db).id
                }
            }
            #expect(Set(try orders.map { try $0.get() }).count == 1)
            #expect(gateway.asked.withLock { $0 } == 1)
            #expect(try db.all("SELECT status FROM orders", as: String.self) == ["paid"])
        }
    }

    @Test("an order left behind while processing is taken up again by the same form after half a minute, not before")
    func abandoned() throws {
        try withStore { cast, db in
            let key = UUID.random().description
            let draft = try CheckoutDraft.parse(email: "iris@example.com", name: "", key: key, shownPrice: nil).get()
            try db.run(
                "INSERT INTO orders (product_id, email, checkout_key) VALUES (\(cast.course.id), 'iris@example.com', \(UUID(key)))"
            )
            try db.run("UPDATE orders SET status = 'processing' WHERE email = 'iris@example.com'")
            let listing = try #require(try Listing.find(cast.course.id, &db))
            let start = Timestamp(microseconds: Int64(time(nil)) * 1_000_000)
            for (later, status) in [(Int64(0), Order.Status.processing), (40, .paid)] {
                let outcome = try Checkout.buy(
                    listing, draft, through: TestGateway(), at: start.moved(seconds: later), &db)
                guard case .ordered(let order) = outcome else { Issue.record("no order"); return }
                #expect(order.status == status)
            }
        }
    }
}

private func buy(
    _ cast: Cast, _ key: String, through gateway: any PaymentGateway, _ db: inout Database
) throws -> Order {
    let draft = try CheckoutDraft.parse(email: "iris@example.com", name: "", key: key, shownPrice: nil).get()
    let listing = try #require(try Listing.find(cast.course.id, &db))
    let now = Timestamp(microseconds: Int64(time(nil)) * 1_000_000)
    let outcome = try Checkout.buy(listing, draft, through: gateway, at: now, &db)
    guard case .ordered(let order) = outcome else { throw NoOrder() }
    return order
}

private struct NoOrder: Error {}

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
            let (gateway, number) = (CountingGateway(), UUID.random())
            let orders = atOnce(10) { _ in
                Result {
                    var db = try Connection(app)
                    return try buy(cast, number, through: gateway, &db)
                }
            }
            #expect(Set(try orders.map { try $0.get() }).count == 1)
            #expect(gateway.asked.withLock { $0 } == 1)
            #expect(try db.all("SELECT status FROM orders", as: String.self) == ["paid"])
        }
    }

    @Test(
        "an order left behind while processing is taken up again after half a minute, not before",
        arguments: [
            (Int64(0), Order.Status.processing), (29, .processing), (31, .paid),
        ])
    func abandoned(seconds: Int64, status: Order.Status) throws {
        try withFreshDatabase { owner, app in
            var owner = try Connection(owner)
            var app = try Connection(app)
            let cast = try Cast.plant(&owner)
            let id = try owner.one(
                "INSERT INTO orders (product_id, email) VALUES (\(cast.course.id), 'iris@example.com') RETURNING id",
                as: Order.ID.self)
            try owner.run("UPDATE orders SET status = 'processing'")
            try owner.script("ALTER TABLE orders DISABLE TRIGGER USER")
            try owner.run("UPDATE orders SET updated_at = now() - \(seconds) * interval '1 second'")
            try owner.script("ALTER TABLE orders ENABLE TRIGGER USER")
            #expect(try Checkout.resume(id, through: TestGateway(), &app)?.status == status)
        }
    }

    @Test("an order that was made but never paid is paid when its buyer asks again")
    func neverClaimed() throws {
        try withStore { cast, db in
            let id = try db.one(
                """
                INSERT INTO orders (product_id, email, checkout_key)
                VALUES (\(cast.course.id), 'iris@example.com', gen_random_uuid()) RETURNING id
                """, as: Order.ID.self)
            #expect(try Checkout.resume(id, through: TestGateway(), &db)?.status == .paid)
            #expect(try Checkout.resume(.random(), through: TestGateway(), &db) == nil)
        }
    }

    @Test("no price but the one that the form showed is ever charged, even when it changes at that moment")
    func priceRace() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            // Two connections: one changes the price to and fro, the others buy at the price they saw.
            let amounts = atOnce(6) { number in
                Result {
                    var db = try Connection(number == 0 ? owner : app)
                    return try number == 0 ? flip(cast, &db) : buyAsShown(cast, &db)
                }
            }
            for pair in try amounts.flatMap({ try $0.get() }) { #expect(pair.shown == pair.charged) }
            let placed = try db.one("SELECT count(*) FROM orders", as: Int64.self)
            #expect(placed > 0)
        }
    }
}

private struct Purchase: Sendable {
    let shown: Int64
    let charged: Int64
}

private func flip(_ cast: Cast, _ db: inout Database) throws -> [Purchase] {
    for price in 0..<200 { try db.run("UPDATE products SET price = \(1_000 + price % 2) WHERE id = \(cast.course.id)") }
    return []
}

private func buyAsShown(_ cast: Cast, _ db: inout Database) throws -> [Purchase] {
    var purchases: [Purchase] = []
    for _ in 0..<30 {
        let shown = try #require(try Listing.find(cast.course.id, &db).listing).product.price.cents
        var form = FilledForm<CheckoutField>([.email: "iris@example.com"])
        let offer = ShownOffer(price: "\(shown)", name: nil)
        if case .done(let order) = try Checkout.buy(
            cast.course.id, from: &form, shown: offer, through: TestGateway(), &db)
        {
            purchases.append(Purchase(shown: shown, charged: order.amount.cents))
        }
    }
    return purchases
}

/// Buys the course with the form of a number, in one browser; an equal sending before gives its landing.
private func buy(
    _ cast: Cast, _ number: UUID, through gateway: any PaymentGateway, _ db: inout Database
) throws -> String {
    let submission = Submission(
        number: number, browser: Array(repeating: 1, count: 32), digest: Array(repeating: 2, count: 32),
        landing: Submission.Landing(location: "/orders/{id}/success"))
    var form = FilledForm<CheckoutField>([.email: "iris@example.com"])
    do {
        let outcome = try Checkout.buy(
            cast.course.id, from: &form, shown: .unknown, through: gateway, as: submission, &db)
        guard case .done(let order) = outcome else { throw NoOrder() }
        return "/orders/\(order.id)/success"
    } catch  where Submission.isRepeated(error) {
        guard case .answered(let landing)? = try submission.earlier(&db) else { throw NoOrder() }
        return landing.location
    }
}

private struct NoOrder: Error {}

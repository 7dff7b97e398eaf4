internal import Postgres
internal import Store

extension BulkPlanting {
    /// The triggers on `orders` must be off: they would ask for products that are active and take `now()` as the time.
    func plantOrders(_ db: inout Database, report: (Int) -> Void) throws(DatabaseError) {
        var random = SeedRandom(seed: seed.seed, .orders)
        var days = orderTimes.days
        var done = 0
        let end = Timestamp(startOf: seed.today)
        try db.copy(
            into: """
                orders (id, product_id, seller_id, product_name, product_price, email, name, status, amount, currency,
                    checkout_key, created_at, updated_at)
                """
        ) { copy throws(DatabaseError) in
            guard let day = days.popFirst() else { return false }
            let known = productTimes.count(before: orderTimes.firstDay.moved(days: day))
            for moment in orderTimes.moments(on: day, &random) {
                let number = popularity.pick(amongFirst: known, &random) ?? 0
                let product = products[number]
                let buyer = people.buyer(buyer(&random))
                let order = SeedOrder(at: moment, before: end, &random)
                copy.field(SQLUUID.random(&random))
                copy.field(firstProduct + Int64(number))
                copy.field(firstSeller + Int64(product.seller))
                copy.field(product.name)
                copy.field(product.price)
                copy.field(buyer.email)
                copy.field(random.chance(15) ? "" : buyer.name)
                copy.field(order.status.rawValue)
                copy.field(product.price)
                copy.field(Currency.usd.code)
                copy.field(SQLUUID.random(&random))
                copy.field(moment.sql)
                copy.field(order.updatedAt.sql)
                copy.endRow()
                done += 1
            }
            report(done)
            return true
        }
    }

    /// Two buyers for five orders; some come back often.
    private func buyer(_ random: inout SeedRandom) -> Int {
        let pool = 1 + seed.orders * 2 / 5
        let number = random.below(pool)
        return random.chance(35) ? random.below(1 + number / 8) : number
    }
}

extension SQLUUID {
    /// With the bits of version 4 (RFC 9562).
    fileprivate static func random(_ random: inout SeedRandom) -> SQLUUID {
        SQLUUID(
            high: random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000,
            low: random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        )
    }
}

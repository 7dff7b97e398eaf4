internal import Passwords
internal import Postgres
internal import Store

/// The rows of a bulk seed on their way into the tables, in the order of time, by COPY. The transaction is the caller's.
struct BulkPlanting {
    let seed: BulkSeed
    let people: SeedPeople
    let sellerTimes: SeedCalendar
    let productTimes: SeedCalendar
    let orderTimes: SeedCalendar
    let firstSeller: Int64
    let firstProduct: Int64

    private(set) var products: [SeedProduct] = []
    /// How well each of the products sells.
    private(set) var popularity = SeedChoice()

    /// Sellers come a month before products, and those a month before orders, so that there is always one to choose.
    init(_ seed: BulkSeed, _ db: inout Database) throws(DatabaseError) {
        self.seed = seed
        people = SeedPeople(seed: seed.seed)
        func calendar(_ items: Int, days: Int, _ stream: SeedRandom.Stream) -> SeedCalendar {
            var random = SeedRandom(seed: seed.seed, stream)
            return SeedCalendar(items: items, from: seed.today.moved(days: -days), to: seed.today, &random)
        }
        sellerTimes = calendar(seed.sellers, days: 790, .sellerTimes)
        productTimes = calendar(seed.products, days: 760, .productTimes)
        orderTimes = calendar(seed.orders, days: 730, .orderTimes)
        // The tables are locked, so nobody takes a number between the two calls. COPY may write them itself.
        firstSeller = try db.one(
            """
            SELECT setval(s.name, nextval(s.name) + \(seed.sellers - 1)) - \(seed.sellers - 1)
            FROM (SELECT pg_get_serial_sequence('users', 'id') AS name) AS s
            """
        )
        let more = max(seed.products - 1, 0)
        firstProduct = try db.one(
            """
            SELECT setval(s.name, nextval(s.name) + \(more)) - \(more)
            FROM (SELECT pg_get_serial_sequence('products', 'id') AS name) AS s
            """
        )
    }

    /// What is to be done once the orders are stored.
    var history: BulkHistory {
        BulkHistory(sellers: firstSeller...firstSeller + Int64(seed.sellers - 1), times: orderTimes)
    }

    func plantSellers(_ db: inout Database, report: (Int) -> Void) throws(DatabaseError) {
        var random = SeedRandom(seed: seed.seed, .sellers)
        var days = sellerTimes.days
        var number = 0
        try db.copy(into: "users (id, email, password, name, created_at, updated_at)") { copy throws(DatabaseError) in
            guard let day = days.popFirst() else { return false }
            for moment in sellerTimes.moments(on: day, &random) {
                let person = people.seller(number)
                copy.field(firstSeller + Int64(number))
                copy.field(person.email)
                copy.field(seed.password.phc)
                copy.field(person.name)
                copy.field(moment.sql)
                copy.field(moment.sql)
                copy.endRow()
                number += 1
            }
            report(number)
            return true
        }
    }

    mutating func plantProducts(_ db: inout Database, report: (Int) -> Void) throws(DatabaseError) {
        var random = SeedRandom(seed: seed.seed, .products)
        var sizes = SeedRandom(seed: seed.seed, .sellerSizes)
        let bySize = SeedChoice(
            (0..<seed.sellers).map { _ in SeedChoice.skewedWeight(among: seed.sellers, &sizes) })
        var made: [SeedProduct] = []
        var sold = SeedChoice()
        var days = productTimes.days
        let end = Timestamp(startOf: seed.today)
        try db.copy(
            into: """
                products (id, user_id, slug, name, description, price, currency, status, created_at, updated_at)
                """
        ) { copy throws(DatabaseError) in
            guard let day = days.popFirst() else { return false }
            let known = sellerTimes.count(before: productTimes.firstDay.moved(days: day))
            for moment in productTimes.moments(on: day, &random) {
                let seller = bySize.pick(amongFirst: known, &random) ?? 0
                let product = SeedProduct(seller: seller, isFirst: made.isEmpty, &random)
                let isEdited = product.status == .archived || random.chance(40)
                let edited = min(moment.moved(seconds: Int64(random.within(60...20_000_000))), end)
                copy.field(firstProduct + Int64(made.count))
                copy.field(firstSeller + Int64(seller))
                copy.field(product.slug(number: made.count, seed: seed.seed))
                copy.field(product.name)
                copy.field(SeedDescription.random(of: product.kind, named: product.name, &random))
                copy.field(product.price)
                copy.field(Currency.usd.code)
                copy.field(product.status.rawValue)
                copy.field(moment.sql)
                copy.field(isEdited ? edited.sql : moment.sql)
                copy.endRow()
                made.append(product)
                sold.append(product.weight(&random))
            }
            report(made.count)
            return true
        }
        products = made
        popularity = sold
    }
}

public import Passwords
public import Postgres
public import Store

/// Believable data in bulk, for load tests and to see what long lists look like. The same numbers, seed and day give the
/// same rows in any database, but for the password's hash and the numbers that users and products get.
///
/// Only sales of the past: the 24 months that end with the day before `now`, UTC.
public struct BulkSeed: Sendable {
    /// Why there will be no such data; its description is for the person at the terminal.
    public struct Refusal: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    let sellers: Int
    let products: Int
    let orders: Int
    let seed: UInt64
    let today: Day
    /// Shared by all the sellers. What it is a hash of is forgotten, so nobody can log in as one of them.
    let password: PasswordHash

    /// Hashes one password, so it takes a moment.
    ///
    /// - Parameters:
    ///   - sellers: 1 to 100,000.
    ///   - products: 0 to 1,000,000.
    ///   - orders: 0 to 20,000,000; without products, 0.
    ///   - seed: Another one gives other data; several can lie in one database.
    ///   - now: Only its day counts.
    /// - Throws: `Refusal` for other numbers, `PasswordError`.
    public init(
        sellers: Int, products: Int, orders: Int, seed: UInt64, now: Timestamp,
        hasher: PasswordHasher = PasswordHasher(gate: nil)
    ) throws {
        try Self.check(sellers, in: 1...100_000, "sellers")
        try Self.check(products, in: 0...1_000_000, "products")
        try Self.check(orders, in: 0...20_000_000, "orders")
        guard products > 0 || orders == 0 else { throw Refusal(description: "orders need at least one product") }
        self.sellers = sellers
        self.products = products
        self.orders = orders
        self.seed = seed
        today = now.day
        var secret = SystemRandomNumberGenerator()
        password = try hasher.hash("\(secret.next()) \(secret.next())")
    }

    /// Adds the data, in one transaction, unless that of the same seed is there already. Meanwhile others can read, but
    /// not write: it is for a store without visitors. It takes a minute or two for a million orders.
    ///
    /// - Parameters:
    ///   - owner: The owner's connection, with `ConnectionSettings.patient`.
    ///   - report: How far it is, in steps of the same size, and a word for what is being made; the last time `done` is
    ///     `total`, and the word says what came of it.
    /// - Returns: Whether anything was added.
    @discardableResult
    public func plant(
        _ owner: inout Database, report: (_ done: Int, _ total: Int, _ what: String) -> Void
    ) throws(DatabaseError) -> Bool {
        // The orders count twice: they are stored, and then told their history.
        let total = sellers + products + 2 * orders
        let isNew = try owner.transaction { db throws(DatabaseError) in
            // One seed after the other; and the triggers are off for everybody, so nobody else may order meanwhile.
            try db.run(
                "LOCK TABLE users, products, orders, order_events, sales, sales_by_quarter IN SHARE ROW EXCLUSIVE MODE")
            guard try !isPlanted(&db) else { return false }
            var planting = try BulkPlanting(self, &db)
            try planting.plantSellers(&db) { report($0, total, "sellers") }
            try planting.plantProducts(&db) { report(sellers + $0, total, "products") }
            try db.run("ALTER TABLE orders DISABLE TRIGGER USER")
            try planting.plantOrders(&db) { report(sellers + products + $0, total, "orders") }
            try db.run("ALTER TABLE orders ENABLE TRIGGER USER")
            let history = planting.history
            try history.plantEvents(&db) { report(sellers + products + orders + $0, total, "histories of orders") }
            try history.plantSales(&db)
            return true
        }
        if isNew { try owner.run("ANALYZE users, products, orders, order_events, sales, sales_by_quarter") }
        report(total, total, isNew ? "done" : "nothing added: the data of seed \(seed) is there already")
        return isNew
    }

    private func isPlanted(_ db: inout Database) throws(DatabaseError) -> Bool {
        try db.one(
            "SELECT EXISTS (SELECT FROM users WHERE lower(email COLLATE \"C\") = \(SeedPeople.marker(of: seed)))")
    }

    private static func check(_ number: Int, in range: ClosedRange<Int>, _ what: String) throws(Refusal) {
        guard range.contains(number) else {
            throw Refusal(description: "\(what): \(number) is not from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}

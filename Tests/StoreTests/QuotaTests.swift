import Postgres
import Store
import TestSupport
import Testing

// Attack 5
@Suite("What an account may have in all")
struct QuotaTests {
    @Test("of many products put up at once, on as many connections, no more are made than the quota leaves room for")
    func products() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let quota = Quota(products: 12, bytes: 1_048_576)
            let made = atOnce(8) { number in
                Result {
                    var db = try Connection(app)
                    return try put(up: 4, of: number, for: cast.mara.id, within: quota, &db)
                }
            }
            // Mara had two.
            let total = try made.reduce(0) { try $0 + $1.get() }
            #expect(total == 10)
            #expect(try db.one("SELECT count(*) FROM products WHERE user_id = \(cast.mara.id)", as: Int64.self) == 12)
            #expect(try miscounted(&db) == 0)
        }
    }

    @Test("of many texts that grow at once, no more is kept than the quota leaves room for")
    func bytes() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let own = try Product.list(ownedBy: cast.mara.id, &db).items.map(\.id)
            let quota = Quota(products: 100, bytes: 15_000)
            let outcomes = atOnce(2) { number in
                Result {
                    var db = try Connection(app)
                    var form = form("Bread", String(repeating: "x", count: 10_000))
                    let outcome = try Product.update(
                        own[number], ownedBy: cast.mara.id, from: &form, within: quota, &db)
                    return if case .done = outcome { "" } else { form.mistake(in: .description)?.message ?? "?" }
                }
            }
            let said = try outcomes.map { try $0.get() }.sorted()
            #expect(said.first == "")
            #expect(said.last?.contains("MB of text") == true)
            #expect(try miscounted(&db) == 0)
        }
    }

    @Test("an account that has more than its quota may still shorten and delete")
    func over() throws {
        try withStore { cast, db in
            let quota = Quota(products: 1, bytes: 10)
            var longer = form("Bread at home and elsewhere", "About Bread at home.")
            guard
                case .refused = try Product.update(
                    cast.course.id, ownedBy: cast.mara.id, from: &longer, within: quota, &db)
            else {
                Issue.record("a longer text was taken")
                return
            }
            var shorter = form("Bread", "")
            guard
                case .done = try Product.update(
                    cast.course.id, ownedBy: cast.mara.id, from: &shorter, within: quota, &db)
            else {
                Issue.record("a shorter text was refused")
                return
            }
            let isDeleted = try Product.delete(cast.draft.id, ownedBy: cast.mara.id, &db)
            #expect(isDeleted)
            #expect(try miscounted(&db) == 0)
        }
    }
}

private func form(_ name: String, _ description: String) -> FilledForm<ProductField> {
    FilledForm([.name: name, .price: "5", .description: description, .status: "active"])
}

/// How many of so many products were made.
private func put(
    up count: Int, of number: Int, for seller: User.ID, within quota: Quota, _ db: inout Database
) throws -> Int {
    var made = 0
    for index in 0..<count {
        var form = form("Rye \(number) \(index)", "Bread.")
        if case .done = try Product.create(from: &form, for: seller, within: quota, &db) { made += 1 }
    }
    return made
}

/// Accounts whose count is not what they have.
private func miscounted(_ db: inout Database) throws -> Int64 {
    try db.one(
        """
        SELECT count(*) FROM users LEFT JOIN (
            SELECT user_id, count(*) AS count, sum(octet_length(name) + octet_length(description)) AS bytes
            FROM products WHERE deleted_at IS NULL GROUP BY user_id
        ) AS sums ON user_id = users.id
        WHERE (product_count, product_bytes) <> (coalesce(sums.count, 0), coalesce(sums.bytes, 0))
        """)
}

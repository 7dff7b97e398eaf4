import Passwords
import Postgres
import Seed
import Store
import TestSupport
import Testing

@Suite("The demo seed")
struct SeedDemoTests {
    private let hasher = PasswordHasher(parameters: .cheap, gate: nil)

    @Test("The demo seller has products 1 and 2, published, at the prices and addresses of the manual")
    func products() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            #expect(try DemoSeed.plant(hasher: hasher, &db))
            let rows: [String] = try db.all(
                """
                SELECT concat_ws(' ', products.id, slug, price, status, products.name) FROM products
                JOIN users ON users.id = user_id WHERE email = 'test@test.com' AND role = 'seller' ORDER BY products.id
                """
            )
            #expect(
                rows == [
                    "1 my-first-awesome-course 4999 active My First Awesome Course",
                    "2 my-second-product 9999 active My Second Product",
                ])
            let isDescribed = try db.one("SELECT bool_and(length(description) > 200) FROM products", as: Bool.self)
            #expect(isDescribed)
        }
    }

    @Test("The demo seller logs in with the password of the manual, and with no other")
    func login() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            _ = try DemoSeed.plant(hasher: hasher, &db)
            var site = try Connection(app)
            let right = try Login(email: "test@test.com", password: "password123").attempt(hasher: hasher, &site)
            let user: User? = if case .verified(let login) = right { login.user } else { nil }
            #expect(user?.name == "Mara Lind")
            let wrong = try Login(email: "test@test.com", password: "password124").attempt(hasher: hasher, &site)
            #expect(String(describing: wrong) == "refused")
        }
    }

    @Test("Seeding the demo twice changes nothing, also after its seller has renamed and deleted things")
    func twice() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            #expect(try DemoSeed.plant(hasher: hasher, &db))
            try db.run("UPDATE products SET name = 'Renamed', price = 1 WHERE id = 1")
            try db.run("DELETE FROM products WHERE id = 2")
            let before = try SeedDigest(&db)
            #expect(try !DemoSeed.plant(hasher: hasher, &db))
            #expect(try SeedDigest(&db) == before)
        }
    }

    @Test("Of four demo seeds at once, one adds the demo and the others add nothing")
    func race() throws {
        try withFreshDatabase { owner, _ in
            let added = atOnce(4) { [hasher] _ in
                Result {
                    var db = try Connection(owner)
                    return try DemoSeed.plant(hasher: hasher, &db)
                }
            }
            #expect(try added.map { try $0.get() }.count { $0 } == 1)
            var db = try Connection(owner)
            #expect(try db.one("SELECT count(*) FROM products", as: Int.self) == 2)
            #expect(try db.one("SELECT count(*) FROM users", as: Int.self) == 1)
        }
    }

    @Test("Where the numbers 1 and 2 or the addresses are taken, the demo takes others, and the next product follows")
    func taken() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            try db.run(
                """
                INSERT INTO users (email, password, name) VALUES ('tomo@example.com', '$argon2id$none', 'Tomo')
                """
            )
            try db.run(
                """
                INSERT INTO products (user_id, slug, name, price)
                SELECT id, 'my-first-awesome-course', 'Mine', 100 FROM users
                """
            )
            #expect(try DemoSeed.plant(hasher: hasher, &db))
            let numbers: [Int64] = try db.all("SELECT id FROM products ORDER BY id")
            #expect(numbers.count == 3 && numbers.starts(with: [1, 2]))
            let next: Int64 = try db.one(
                """
                INSERT INTO products (user_id, slug, name, price) SELECT min(id), 'next', 'Next', 1 FROM users
                RETURNING id
                """
            )
            #expect(try #require(numbers.last) < next)
            let slugs: [String] = try db.all("SELECT slug FROM products WHERE name = 'My First Awesome Course'")
            #expect(try #require(slugs.first).hasPrefix("my-first-awesome-course-"))
        }
    }
}

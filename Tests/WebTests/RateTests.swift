import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

// Attack 5
@Suite("So much an hour, and then 429 with what to do")
struct RateTests {
    /// A rate, whose row is used up, and a form that meets it.
    struct Case: Sendable, CustomStringConvertible {
        let rate: Rate
        let subject: @Sendable (Cast) -> String
        let isSeller: Bool
        let path: @Sendable (Cast) -> String
        let typed: [String: String]

        var description: String { rate.rawValue }
    }

    static let newProduct = ["name": "Rye", "price": "7", "description": "Dark & sour.", "status": "active"]

    static let cases = [
        Case(
            rate: .saves, subject: { "\($0.mara.id)" }, isSeller: true,
            path: { "/dashboard/products/\($0.course.id)" }, typed: newProduct),
        Case(
            rate: .products, subject: { "\($0.mara.id)" }, isSeller: true, path: { _ in "/dashboard/products" },
            typed: newProduct),
        Case(
            rate: .networkProducts, subject: { _ in "192.0.2.1" }, isSeller: true, path: { _ in "/dashboard/products" },
            typed: newProduct),
        Case(
            rate: .accounts, subject: { _ in "192.0.2.1" }, isSeller: false, path: { _ in "/auth/register" },
            typed: ["name": "Rye", "email": "nina@example.com", "password": "a long password"]),
        Case(
            rate: .orders, subject: { _ in "192.0.2.1" }, isSeller: false, path: { "/checkout/\($0.course.id)" },
            typed: ["name": "Rye", "email": "iris@example.com"]),
        Case(
            rate: .buyerOrders, subject: { _ in "192.0.2.1 iris@example.com" }, isSeller: false,
            path: { "/checkout/\($0.course.id)" }, typed: ["name": "Rye", "email": "IRIS@example.com"]),
    ]

    @Test(
        "a form that meets a rate changes nothing, comes back as it was typed, says when to try again, and goes through then",
        arguments: cases)
    func met(_ met: Case) throws {
        try withStore { cast, db in
            var visitor = met.isSeller ? try Visitor(as: cast.mara, &db) : Visitor()
            let path = met.path(cast)
            try useUp(met.rate, of: met.subject(cast), &db)
            let before = try AccessTests.fingerprint(&db)
            let refused = visitor.post(path, met.typed, &db)
            #expect(refused.status == .tooManyRequests)
            let seconds = try #require(refused.headers["retry-after"].flatMap { Int($0) })
            #expect(seconds == Int(3_600 / met.rate.perHour))
            #expect(refused.text.contains("within an hour than the store takes. Nothing was changed. Wait"))
            #expect(refused.text.contains("value=\"Rye\""))
            #expect(!refused.text.contains("a long password"))
            #expect(try AccessTests.fingerprint(&db) == before)
            try db.run("UPDATE rates SET used_until = used_until - \(seconds) * interval '1 second'")
            var again = met.typed
            again["form_id"] = refused.hidden("form_id")
            #expect(visitor.post(path, again, &db).status == .seeOther)
            #expect(try AccessTests.fingerprint(&db) != before)
        }
    }

    @Test("where there is no form to show again, a page says the same")
    func page() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            try useUp(.saves, of: "\(cast.mara.id)", &db)
            let refused = mara.post("/dashboard/products/\(cast.course.id)/deletion", &db)
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers["retry-after"] == "12")
            #expect(refused.text.contains("Wait a minute, then try again."))
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db) != nil)
            // Whoever wants to leave may.
            #expect(mara.post("/auth/logout", &db).status == .seeOther)
        }
    }

    @Test("a form that was done already is told so, even when there is no room for another")
    func again() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            var form = ["email": "iris@example.com"]
            form["form_id"] = iris.get(path, &db).hidden("form_id")
            let first = iris.post(path, form, &db).location
            try useUp(.orders, of: "192.0.2.1", &db)
            #expect(iris.post(path, form, &db).location == first)
        }
    }

    @Test("a stale form that met a rate is still stale when it is sent again")
    func stale() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            var form = Self.newProduct
            form["version"] = mara.get("\(path)/edit", &db).hidden("version")
            try db.run("UPDATE products SET price = 900 WHERE id = \(cast.course.id)")
            try useUp(.saves, of: "\(cast.mara.id)", &db)
            form["version"] = mara.post(path, form, &db).hidden("version")
            try db.run("DELETE FROM rates")
            #expect(mara.post(path, form, &db).text.contains("Saved meanwhile: \u{2068}9.00\u{2069}"))
        }
    }

    @Test("strangers have so much text laid aside and no more; one whose text is not kept is told")
    func kept() throws {
        try withStore { _, db in
            let text = String(repeating: "x", count: 50_000)
            var refused = 0
            for _ in 0..<100 {
                var stranger = Visitor()
                let answer = stranger.post("/dashboard/products", ["name": "Rye", "description": text], &db)
                if answer.status == .tooManyRequests {
                    refused += 1
                    #expect(answer.text.contains("could not be laid aside"))
                    #expect(answer.headers["retry-after"] != nil)
                }
            }
            let bytes = try db.one("SELECT sum(octet_length(fields)) FROM kept_forms", as: Int64.self)
            #expect(bytes <= Rate.keptText.perHour && bytes > Rate.keptText.perHour / 2)
            #expect(refused > 0)
            var other = Visitor()
            other.address = "2001:db8::1"
            #expect(other.post("/dashboard/products", ["name": "Rye"], &db).status == .seeOther)
        }
    }

    @Test("answers to forms, and texts laid aside, are swept when they are over, a few by each who comes")
    func swept() throws {
        try withFreshDatabase { owner, app in
            var ownerDB = try Connection(owner)
            let cast = try Cast.plant(&ownerDB)
            try ownerDB.run(
                """
                INSERT INTO form_answers SELECT sha256('a'), gen_random_uuid(), sha256('b'), '/', '', now() - interval '25 hours'
                FROM generate_series(1, 15)
                """)
            try ownerDB.run(
                """
                INSERT INTO kept_forms SELECT sha256(n::text::bytea), '/', '', now() - interval '2 hours'
                FROM generate_series(1, 105) AS n
                """)
            var db = try Connection(app)
            var (mara, stranger) = (try Visitor(as: cast.mara, &db), Visitor())
            for (answers, kept) in [(Int64(6), Int64(6)), (2, 1)] {
                var form = Self.newProduct
                form["form_id"] = mara.get("/dashboard/products/new", &db).hidden("form_id")
                #expect(mara.post("/dashboard/products", form, &db).status == .seeOther)
                #expect(stranger.post("/dashboard/products", form, &db).status == .seeOther)
                #expect(try count("form_answers", &db) == answers)
                #expect(try count("kept_forms", &db) == kept)
            }
        }
    }

    @Test("every form that makes or changes anything is counted", arguments: Route.table.filter { $0.entry == .form })
    func counted(_ row: RouteRow) {
        // A log-in makes a session and no more; leaving, and taking up an order that is there, make nothing.
        let makesNothing = ["login", "logout", "receipt"].contains(row.name)
        #expect((row.access == .anyone && row.options.counts == nil) == makesNothing)
    }

    @Test("a page is never counted")
    func pages() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            for path in ["/", "/dashboard/products/new", "/checkout/\(cast.course.id)", "/auth/register"] {
                _ = mara.get(path, &db)
            }
            #expect(try count("rates", &db) == 0)
        }
    }

    @Test("twenty people behind one address, at the speed of people, meet nothing within an hour")
    func twenty() throws {
        try withStore { cast, db throws in
            for number in 1...20 {
                var person = Visitor()
                let email = "person\(number)@example.com"
                let account = ["email": email, "password": "a long password", "name": "Person"]
                #expect(person.post("/auth/register", account, &db).status == .seeOther)
                for title in ["Rye", "Wheat", "Oat"] {
                    let product = ["name": title, "price": "7", "status": "active"]
                    #expect(person.post("/dashboard/products", product, &db).status == .seeOther)
                }
                for _ in 1...5 {
                    let order = ["email": email, "name": "Person"]
                    #expect(person.post("/checkout/\(cast.course.id)", order, &db).status == .seeOther)
                }
            }
            #expect(try count("orders", &db) >= 100)
        }
    }
}

/// Uses up all that is granted within an hour.
private func useUp(_ rate: Rate, of subject: String, _ db: inout Database) throws {
    try db.run(
        """
        INSERT INTO rates VALUES (\(rate.rawValue), \(subject), now() + interval '1 hour')
        ON CONFLICT (rate, subject) DO UPDATE SET used_until = EXCLUDED.used_until
        """)
}

import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

// Case 16
@Suite("Nobody buys twice without meaning to")
struct BoughtAgainTests {
    private func fill(_ page: Response, email: String = "iris@example.com") -> [String: String] {
        page.filled(["email": email])
    }

    private func placed(_ db: inout Database) throws -> Int64 { try count("orders WHERE status = 'paid'", &db) }

    @Test("who goes back and buys again is asked first, and the answer is a button")
    func asked() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            #expect(iris.post(path, fill(iris.get(path, &db)), &db).status == .seeOther)
            let before = try placed(&db)
            let asked = iris.post(path, fill(iris.get(path, &db), email: "Iris@Example.com"), &db)
            #expect(asked.status == .unprocessable)
            #expect(asked.text.contains("You bought this at "))
            #expect(asked.text.contains("Buy it again?"))
            #expect(asked.text.contains("value=\"Iris@Example.com\""))
            #expect(asked.text.contains(">Buy again</button>"))
            #expect(try placed(&db) == before)
            // A mistake on the way is not asked about twice.
            let mistaken = iris.post(path, fill(asked, email: "iris@"), &db)
            #expect(mistaken.status == .unprocessable)
            #expect(iris.post(path, fill(mistaken), &db).status == .seeOther)
            #expect(try placed(&db) == before + 1)
        }
    }

    @Test("another browser with the same address is told nothing, and buys; nor is one without cookies")
    func otherBrowser() throws {
        try withStore { cast, db in
            let path = "/checkout/\(cast.course.id)"
            var (iris, eve) = (Visitor(), Visitor())
            #expect(iris.post(path, fill(iris.get(path, &db)), &db).status == .seeOther)
            #expect(eve.post(path, fill(eve.get(path, &db)), &db).status == .seeOther)
            for _ in 1...2 {
                var nobody = Visitor()
                nobody.cookies = [:]
                var form = fill(nobody.get(path, &db))
                nobody.cookies = [:]
                form["form_id"] = UUID.random().description
                #expect(nobody.post(path, form, &db).status == .seeOther)
            }
        }
    }

    @Test("another product, another address, and a purchase that came to nothing are no question")
    func others() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            #expect(iris.post(path, fill(iris.get(path, &db)), &db).status == .seeOther)
            let songs = "/checkout/\(cast.songs.id)"
            #expect(iris.post(songs, fill(iris.get(songs, &db)), &db).status == .seeOther)
            #expect(iris.post(path, fill(iris.get(path, &db), email: "nora@example.com"), &db).status == .seeOther)
            for _ in 1...2 {
                let declined = fill(iris.get(path, &db), email: "decline@example.com")
                #expect(iris.post(path, declined, &db).status == .seeOther)
            }
            try db.run("UPDATE orders SET status = 'refunded' WHERE status = 'paid'")
            #expect(iris.post(path, fill(iris.get(path, &db)), &db).status == .seeOther)
        }
    }

    @Test("after a day nobody is asked")
    func yesterday() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            for (hours, status) in [(23, Status.unprocessable), (25, .seeOther)] {
                try db.run("UPDATE form_answers SET created_at = now() - \(hours) * interval '1 hour'")
                if hours == 23 {
                    _ = iris.post(path, fill(iris.get(path, &db)), &db)
                    try db.run("UPDATE form_answers SET created_at = now() - interval '23 hours'")
                }
                #expect(iris.post(path, fill(iris.get(path, &db)), &db).status == status)
            }
        }
    }

    @Test(
        "a moment of today reads with how long ago it was",
        arguments: [
            (0, "09:26 UTC, just now"), (75, "09:25 UTC, a minute ago"), (600, "09:16 UTC, 10 minutes ago"),
            (4_000, "08:20 UTC, an hour ago"), (36_000, "23:26 UTC, 10 hours ago"), (-60, "09:27 UTC, just now"),
        ])
    func moment(seconds: Int64, text: String) {
        let now = Timestamp(microseconds: 1_773_480_413_000_000)
        #expect(now.moved(seconds: -seconds).display(asOf: now) == text)
    }
}

import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Checkout, through the pages")
struct CheckoutTests {
    @Test("a filled-in form leads to the buyer's secret page, and the sale stands on the dashboard")
    func buy() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let form = iris.get("/checkout/\(cast.course.id)", &db)
            #expect(form.text.contains("Buy Now"))
            let answer = iris.post("/checkout/\(cast.course.id)", filled(from: form), &db)
            #expect(answer.status == .seeOther)
            let link = try #require(answer.location)
            #expect(link.contains("/success"))
            let receipt = iris.get(link, &db)
            #expect(receipt.text.contains(cast.course.name))
            #expect(receipt.text.contains("$49.99"))
            var mara = try Visitor(as: cast.mara, &db)
            let dashboard = mara.get("/dashboard", &db)
            #expect(dashboard.text.contains("iris@example.com"))
            #expect(dashboard.text.contains("$49.99"))
            var tomo = try Visitor(as: cast.tomo, &db)
            #expect(!tomo.get("/dashboard", &db).text.contains("iris@example.com"))
        }
    }

    @Test("one form makes one order, however often it is sent, and gets one answer; another form makes another")
    func idempotent() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = filled(from: iris.get(path, &db))
            let answers = (1...3).map { _ in iris.post(path, form, &db).location }
            #expect(Set(answers).count == 1)
            let placed = try count("orders WHERE email = 'iris@example.com'", &db)
            #expect(placed == 1)
            let asked = iris.post(path, filled(from: iris.get(path, &db)), &db)
            let other = iris.post(path, filled(from: asked).merging(["again": "1"]) { $1 }, &db)
            #expect(other.location != answers[0])
            #expect(try count("orders WHERE email = 'iris@example.com'", &db) == 2)
        }
    }

    @Test("the amount comes from the product's row, whatever the form says")
    func amount() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = filled(from: iris.get(path, &db)).merging(["price": "0.01", "amount": "1"]) { $1 }
            #expect(iris.post(path, form, &db).status == .seeOther)
            let charged = try db.one("SELECT amount FROM orders WHERE email = 'iris@example.com'", as: Int64.self)
            #expect(charged == 4_999)
        }
    }

    @Test("a price that changed since the form was shown is said before anything is ordered")
    func priceChanged() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = filled(from: iris.get(path, &db))
            try db.run("UPDATE products SET price = 5999 WHERE id = \(cast.course.id)")
            let answer = iris.post(path, form, &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("The price has changed to $59.99"))
            #expect(try count("orders WHERE email = 'iris@example.com'", &db) == 0)
            #expect(iris.post(path, filled(from: answer), &db).status == .seeOther)
        }
    }

    @Test(
        "a declined payment charges nothing, says so, and can be tried again",
        arguments: [
            ("decline@example.com", 4_999), ("iris@example.com", TestGateway.declinedAmount),
        ])
    func declined(email: String, price: Int64) throws {
        try withStore { cast, db in
            try db.run("UPDATE products SET price = \(price) WHERE id = \(cast.course.id)")
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let answer = iris.post(path, filled(from: iris.get(path, &db), email: email), &db)
            let receipt = try #require(answer.location)
            let link = try #require(iris.get(receipt, &db).location)
            #expect(link.hasSuffix("/declined"))
            let page = iris.get(link, &db)
            #expect(page.text.contains("Payment declined"))
            #expect(page.text.contains("href=\"\(path)\""))
            #expect(try db.one("SELECT status FROM orders WHERE email = \(email)", as: String.self) == "cancelled")
            #expect(try count("sales WHERE seller_id = \(cast.mara.id)", &db) == 0)
        }
    }

    @Test(
        "a shown price that cannot be read is none that is charged",
        arguments: ["abc", "300.0", "99999999999999999999"])
    func unreadablePrice(shown: String) throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = filled(from: iris.get(path, &db)).merging(["shown_price": shown]) { $1 }
            #expect(iris.post(path, form, &db).status == .unprocessable)
            let placed = try count("orders WHERE email = 'iris@example.com'", &db)
            #expect(placed == 0)
        }
    }

    @Test("who sends the form again gets the order, even when the product is no longer for sale")
    func againAfterArchiving() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = filled(from: iris.get(path, &db))
            let first = iris.post(path, form, &db).location
            try db.run("UPDATE products SET status = 'archived', price = 1 WHERE id = \(cast.course.id)")
            #expect(iris.post(path, form, &db).location == first)
        }
    }

    @Test("a receipt whose payment is open offers to ask again, and that settles it")
    func checkAgain() throws {
        try withStore { cast, db in
            let id = try db.one(
                """
                INSERT INTO orders (product_id, email) VALUES (\(cast.course.id), 'iris@example.com') RETURNING id
                """, as: Order.ID.self)
            var iris = Visitor()
            #expect(iris.get("/orders/\(id)/success", &db).text.contains("Check again"))
            #expect(iris.post("/orders/\(id)/success", &db).location == "/orders/\(id)/success")
            #expect(iris.get("/orders/\(id)/success", &db).text.contains("Thank you"))
        }
    }

    @Test(
        "a fault keeps what was typed and orders nothing",
        arguments: ["", "iris", "iris@", "a@b@c", "iris@exa mple.com"])
    func invalid(email: String) throws {
        try withStore { cast, db in
            let before = try count("orders", &db)
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = iris.get(path, &db)
            let answer = iris.post(path, filled(from: form, email: email), &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("Enter an e-mail address"))
            #expect(answer.text.contains("value=\"Iris\""))
            #expect(answer.hidden("form_id") == form.hidden("form_id"))
            #expect(try count("orders", &db) == before)
        }
    }

    // Case 18
    @Test(
        "what is not for sale has no checkout: a draft never was there, and what was archived says that it is gone",
        arguments: [("draft", Status.notFound), ("archived", .gone)])
    func notForSale(status: String, answer: Status) throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = filled(from: iris.get(path, &db))
            try db.run("UPDATE products SET status = \(status) WHERE id = \(cast.course.id)")
            #expect(iris.get(path, &db).status == answer)
            let sent = iris.post(path, form, &db)
            #expect(sent.status == answer)
            #expect(sent.text.contains("Nothing was ordered or charged") == (answer == .gone))
            #expect(try count("orders WHERE email = 'iris@example.com'", &db) == 0)
        }
    }

    @Test("an order's page opens to its secret number and to no other")
    func secret() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            var visitor = Visitor()
            #expect(visitor.get("/orders/\(order.id)/success", &db).status == .ok)
            #expect(visitor.get("/orders/\(order.id.description.uppercased())/success", &db).status == .notFound)
            #expect(visitor.get("/orders/\(UUID.random())/success", &db).status == .notFound)
        }
    }

    private func filled(from page: Response, email: String = "iris@example.com") -> [String: String] {
        page.filled(["email": email, "name": "Iris"])
    }
}

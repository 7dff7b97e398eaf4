import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Products, through the pages")
struct ProductsTests {
    let filled = ["name": "Test Product", "price": "29.99", "description": "First.\r\nSecond.", "status": "active"]

    @Test("a product is created once per form, shown in the list, and announced once")
    func create() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let answer = mara.post("/dashboard/products", filled, &db)
            #expect(answer.location == "/dashboard/products")
            let list = mara.get("/dashboard/products", &db)
            #expect(list.text.contains("Product created"))
            #expect(list.text.contains("Test Product"))
            #expect(list.text.contains("$29.99"))
            #expect(!mara.get("/dashboard/products", &db).text.contains("Product created"))
            let page = mara.get("/products/test-product", &db)
            #expect(page.text.contains("First.<br>Second."))
        }
    }

    @Test("what the buyer gets stands on the page as the seller typed it, and is of 120 characters at most")
    func format() throws {
        try withStore { cast, db in
            var (mara, iris) = (try Visitor(as: cast.mara, &db), Visitor())
            let form = filled.merging(["format": " PDF, 120 pages "]) { $1 }
            #expect(mara.post("/dashboard/products", form, &db).status == .seeOther)
            #expect(iris.get("/products/test-product", &db).text.contains(">PDF, 120 pages<"))
            let long = filled.merging(["format": String(repeating: "x", count: 121)]) { $1 }
            let refused = mara.post("/dashboard/products", long, &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("at most 120 characters"))
        }
    }

    @Test("two products of one name get two addresses")
    func sameName() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            _ = mara.post("/dashboard/products", filled, &db)
            _ = mara.post("/dashboard/products", filled, &db)
            let slugs = try db.all("SELECT slug FROM products WHERE name = 'Test Product'", as: String.self)
            #expect(slugs.count == 2)
            #expect(Set(slugs).count == 2)
            #expect(slugs.allSatisfy { $0.hasPrefix("test-product") })
        }
    }

    @Test(
        "a fault in any field is said beside it, keeps all that was typed and creates nothing",
        arguments: [
            (["name": "  "], "Give the product a name."),
            (["name": String(repeating: "x", count: 256)], "at most 255 characters"),
            (["name": "\u{200B}\u{2060}"], "Give the product a name."),
            (["price": ""], "Enter a price such as 29.99."),
            (["price": "-1"], "Enter a price such as 29.99."),
            (["price": "1.999"], "Enter a price such as 29.99."),
            (["price": "99999999999999999999999999"], "Enter a price such as 29.99."),
            (["price": "1000000"], "The highest price is 999,999.99."),
            (["description": String(repeating: "é", count: 25_601)], "at most 50 KB"),
            (["status": "sold"], "Choose draft, active or archived."),
        ])
    func invalid(fault: [String: String], message: String) throws {
        try withStore { cast, db in
            let before = try count("products", &db)
            var mara = try Visitor(as: cast.mara, &db)
            let answer = mara.post("/dashboard/products", filled.merging(fault) { $1 }, &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains(message))
            #expect(answer.text.contains("aria-invalid=\"true\""))
            if fault["price"] == nil { #expect(answer.text.contains("value=\"29.99\"")) }
            if fault["name"] == nil { #expect(answer.text.contains("value=\"Test Product\"")) }
            #expect(try count("products", &db) == before)
        }
    }

    @Test("an edit changes the product, keeps its address, and twice is the same as once")
    func update() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            #expect(mara.get("\(path)/edit", &db).text.contains("value=\"49.99\""))
            for _ in 1...2 {
                let change = ["name": "Bread for all", "price": "0", "description": "", "status": "archived"]
                #expect(mara.post(path, change, &db).location == "/dashboard/products")
                #expect(mara.get("/dashboard/products", &db).text.contains("Product updated"))
                let product = try #require(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db))
                #expect(product.name == "Bread for all")
                #expect(product.price.cents == 0)
                #expect(product.status == .archived)
                #expect(product.slug == cast.course.slug)
            }
            var visitor = Visitor()
            #expect(visitor.get("/products/\(cast.course.slug)", &db).status == .gone)
        }
    }

    @Test(
        "a stranger's product cannot be seen, changed or deleted, and neither can a missing one",
        arguments: [true, false])
    func stranger(exists: Bool) throws {
        try withStore { cast, db in
            var tomo = try Visitor(as: cast.tomo, &db)
            let path = "/dashboard/products/\(exists ? "\(cast.course.id)" : "9223372036854775807")"
            let before = try AccessTests.fingerprint(&db)
            #expect(tomo.get("\(path)/edit", &db).status == .notFound)
            #expect(tomo.get("\(path)/deletion", &db).status == .notFound)
            #expect(tomo.post(path, filled, &db).status == .notFound)
            #expect(tomo.post("\(path)/deletion", &db).status == .notFound)
            #expect(try AccessTests.fingerprint(&db) == before)
        }
    }

    @Test("an edit with a fault answers 422, keeps the typed text and leaves the row as it was")
    func invalidUpdate() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let change = filled.merging(["price": "cheap"]) { $1 }
            let answer = mara.post("/dashboard/products/\(cast.course.id)", change, &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("value=\"cheap\""))
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db)?.price.cents == 4_999)
        }
    }

    @Test("deleting asks first, then deletes; its orders keep what was bought")
    func delete() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)/deletion"
            let question = mara.get(path, &db)
            #expect(question.status == .ok)
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db) != nil)
            #expect(mara.post(path, &db).location == "/dashboard/products")
            #expect(mara.get("/dashboard/products", &db).text.contains("Product deleted"))
            #expect(mara.post(path, &db).status == .notFound)
            let kept = try #require(try Order.find(order.id, soldBy: cast.mara.id, &db))
            #expect(kept.productID == nil)
            #expect(kept.productName == cast.course.name)
            #expect(kept.amount.cents == 4_999)
            var buyer = Visitor()
            #expect(buyer.get("/orders/\(order.id)/success", &db).text.contains(cast.course.name))
        }
    }

    @Test("the front page shows published products only, newest first, and pages by key without a number")
    func home() throws {
        try withStore { cast, db in
            for number in 1...25 {
                _ = try Product.create(Cast.draft("Volume \(number)", "5", "active"), for: cast.tomo.id, &db)
            }
            var visitor = Visitor()
            let first = visitor.get("/", &db)
            #expect(first.text.contains("Volume 25"))
            #expect(!first.text.contains(cast.draft.name))
            let next = try #require(first.text.range(of: "/?before="))
            let link = String(first.text[next.lowerBound...].prefix { $0 != "\"" })
            // All 25 are of one moment, so their slugs decide; the key is that moment and the last slug (case 15).
            // Mara has one of the places, however many Tomo puts up.
            #expect(first.text.contains(cast.course.name))
            #expect(link.hasSuffix("-volume-15"))
            let second = visitor.get(link, &db)
            #expect(second.text.contains("Volume 14<"))
            #expect(!second.text.contains("Volume 15<"))
            #expect(!first.text.contains(cast.songs.name) && second.text.contains(cast.songs.name))
            #expect(visitor.get("/?before=gone", &db).status == .ok)
        }
    }

    @Test("a draft is seen by its owner and by nobody else")
    func draft() throws {
        try withStore { cast, db in
            var (visitor, tomo, mara) = (Visitor(), try Visitor(as: cast.tomo, &db), try Visitor(as: cast.mara, &db))
            let path = "/products/\(cast.draft.slug)"
            #expect(visitor.get(path, &db).status == .notFound)
            #expect(tomo.get(path, &db).status == .notFound)
            let own = mara.get(path, &db)
            #expect(own.text.contains("Only you can see this page"))
            #expect(!own.text.contains("/checkout/"))
            #expect(visitor.get("/checkout/\(cast.draft.id)", &db).status == .notFound)
        }
    }

    @Test("nothing on a public page counts up but the checkout's number")
    func noCounters() throws {
        try withStore { cast, db in
            var visitor = Visitor()
            for path in ["/", "/products/\(cast.course.slug)"] {
                let text = visitor.get(path, &db).text
                for match in text.ranges(of: "=\"/") {
                    let target = text[match.upperBound...].prefix { $0 != "\"" }
                    let numbered = target.split(separator: "/").contains { Int64($0) != nil }
                    #expect(!numbered || target.hasPrefix("checkout/"), "\(target) on \(path)")
                }
            }
        }
    }
}

import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Orders and the dashboard, through the pages")
struct OrdersTests {
    @Test("orders are found by the beginning of the buyer's address, in any case, and by status")
    func search() throws {
        try withStore { cast, db in
            _ = try placeOrder(cast, email: "anna@example.com", &db)
            _ = try placeOrder(cast, email: "decline@example.com", &db)
            var mara = try Visitor(as: cast.mara, &db)
            let byEmail = mara.get("/dashboard/orders?q=ANN", &db).text
            #expect(byEmail.contains("anna@example.com"))
            #expect(!byEmail.contains("decline@example.com"))
            let byStatus = mara.get("/dashboard/orders?status=cancelled", &db).text
            #expect(byStatus.contains("decline@example.com"))
            #expect(!byStatus.contains("anna@example.com"))
            #expect(!mara.get("/dashboard/orders?q=%25", &db).text.contains("anna@example.com"))
            #expect(mara.get("/dashboard/orders?status=unheard-of", &db).text.contains("anna@example.com"))
        }
    }

    @Test("the list pages by key, keeps its search, and shows every order once")
    func paging() throws {
        try withStore { cast, db in
            for number in 10...54 { _ = try placeOrder(cast, email: "buyer\(number)@example.com", &db) }
            var mara = try Visitor(as: cast.mara, &db)
            var seen: [String] = []
            var path: String? = "/dashboard/orders?q=buyer&status=paid"
            while let current = path {
                let page = mara.get(current, &db).text
                for match in page.ranges(of: "buyer") {
                    let email = page[match.lowerBound...].prefix { $0 != "@" }
                    if email.utf8.count == 7, !seen.contains(String(email)) { seen.append(String(email)) }
                }
                let older = page.range(of: "/dashboard/orders?q=buyer&amp;status=paid&amp;before=")
                path = older.map { String(page[$0.lowerBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
            }
            #expect(seen.count == 45)
        }
    }

    @Test("an order shows its whole story to its seller")
    func story() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            var mara = try Visitor(as: cast.mara, &db)
            let page = mara.get("/dashboard/orders/\(order.id)", &db).text
            for word in ["Started", "Processing", "Paid", "iris@example.com", "$49.99"] { #expect(page.contains(word)) }
        }
    }

    @Test("an empty dashboard is a page, too")
    func empty() throws {
        try withStore { _, db in
            var nina = Visitor()
            _ = nina.post("/auth/register", ["email": "nina@example.com", "password": "a long password"], &db)
            for path in ["/dashboard", "/dashboard/products", "/dashboard/orders"] {
                #expect(nina.get(path, &db).status == .ok)
            }
        }
    }

    @Test("an admin finds people, products and orders, each by its beginning")
    func admin() throws {
        try withStore { cast, db in
            _ = try placeOrder(cast, &db)
            var root = try Visitor(as: cast.root, &db)
            #expect(root.get("/admin/users?q=mar", &db).text.contains("mara@example.com"))
            #expect(!root.get("/admin/users?q=mar", &db).text.contains("tomo@example.com"))
            #expect(root.get("/admin/products?q=songs", &db).text.contains("Songs for rain"))
            #expect(root.get("/admin/orders?q=iris", &db).text.contains("iris@example.com"))
            #expect(root.get("/admin/users/999999999", &db).status == .notFound)
            #expect(root.get("/admin/products/999999999", &db).status == .notFound)
            #expect(root.get("/admin/orders/\(UUID.random())", &db).status == .notFound)
            #expect(root.get("/dashboard", &db).location == "/admin")
        }
    }

    @Test("lists of the admin page by key")
    func adminPaging() throws {
        try withStore { cast, db in
            for number in 100...145 {
                _ = try User.register(Cast.registration("pager\(number)@example.com"), &db)
                _ = try Product.create(Cast.draft("Pager \(number)", "1", "active"), for: cast.mara.id, &db)
            }
            var root = try Visitor(as: cast.root, &db)
            for (path, word) in [("/admin/users", "pager"), ("/admin/products", "Pager")] {
                let first = root.get("\(path)?q=pager", &db).text
                #expect(first.contains("\(word)145") || first.contains("\(word) 145"))
                let link = try #require(first.range(of: "\(path)?q=pager&amp;before="))
                let next = String(first[link.lowerBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
                let second = root.get(next, &db).text
                #expect(second.contains("\(word)125") || second.contains("\(word) 125"))
                #expect(!second.contains("\(word)145") && !second.contains("\(word) 145"))
            }
        }
    }
}

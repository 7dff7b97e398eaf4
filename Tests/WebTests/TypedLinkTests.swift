import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

// Case 28
@Suite("Links as people type them")
struct TypedLinkTests {
    @Test(
        "a public page is found under what its link was written with, for good, and its query goes along",
        arguments: [
            "/products/bread-at-home/", "/products/bread-at-home.", "/products/bread-at-home,",
            "/products/bread-at-home)",
            "/products/bread-at-home).", "/products/bread-at-home%22", "/products/bread-at-home%E2%80%9D",
            "/products/bread-at-home%20", "/products/bread-at-home**", "/products/bread-at-home./",
            "/Products/Bread-At-Home", "/PRODUCTS/BREAD-AT-HOME/",
        ])
    func found(path: String) throws {
        try withStore { cast, db in
            #expect(cast.course.slug.text == "bread-at-home")
            var visitor = Visitor()
            for query in ["", "?utm_source=a&x=50%off"] {
                let answer = visitor.get(path + query, &db)
                #expect(answer.status == .movedPermanently)
                #expect(answer.location == "/products/bread-at-home" + query)
                #expect(answer.body.isEmpty)
                #expect(answer.headers["cache-control"] == "no-cache")
            }
            #expect(visitor.get("/products/bread-at-home", &db).status == .ok)
        }
    }

    @Test(
        "what is not there stays not found, and what is private is not found by other spellings",
        arguments: [
            "/products/no-such-thing.", "/products/bread-part-two/", "/products/.", "/products/", "/products/)",
            "/Dashboard", "/dashboard/", "/Auth/Login", "/ADMIN", "/admin/users/", "/products/bread-at-home/x",
        ])
    func notFound(path: String) throws {
        try withStore { cast, db in
            var (visitor, root) = (Visitor(), try Visitor(as: cast.root, &db))
            #expect([.notFound, .badRequest].contains(visitor.get(path, &db).status), "\(path)")
            #expect([.notFound, .badRequest].contains(root.get(path, &db).status), "\(path)")
        }
    }

    @Test("a secret link and a form have one spelling")
    func secrets() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            var visitor = Visitor()
            for path in ["/orders/\(order.id)/success/", "/orders/\(order.id)/success.", "/Orders/\(order.id)/success"]
            {
                #expect(visitor.get(path, &db).status == .notFound)
            }
            #expect(
                visitor.post("/checkout/\(cast.course.id)/", ["email": "iris@example.com"], &db).status == .notFound)
            #expect(visitor.post("/products/bread-at-home/", &db).status == .notFound)
        }
    }

    @Test(
        "the way never leads to another site, whatever the address holds",
        arguments: [
            "/%09/evil.example/", "/products/bread-at-home/?next=//evil.example", "/products/bread-at-home.?%0D%0AX:1",
            "/products/bread-at-home.?q=<b>\"", "/products/@evil.example.", "/products/bread-at-home%E3%80%82",
        ])
    func stays(path: String) throws {
        try withStore { _, db in
            var visitor = Visitor()
            let answer = visitor.get(path, &db)
            if let location = answer.location {
                #expect(location.hasPrefix("/products/bread-at-home"))
                #expect(location.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            } else {
                #expect(answer.status.code >= 400)
            }
        }
    }

    @Test("a draft is found by its owner alone")
    func draft() throws {
        try withStore { cast, db in
            var (visitor, mara) = (Visitor(), try Visitor(as: cast.mara, &db))
            let path = "/products/\(cast.draft.slug)."
            #expect(visitor.get(path, &db).status == .notFound)
            let answer = mara.get(path, &db)
            #expect(answer.status == .movedPermanently)
            #expect(answer.headers["cache-control"] == "no-store")
        }
    }
}

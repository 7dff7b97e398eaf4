import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("An admin takes a seller or a product out of the store, and back")
struct RemovalTests {
    // Attack 5
    @Test("a suspended seller is logged out, told why at the log-in, and sells nothing until it is lifted")
    func suspension() throws {
        try withStore { cast, db in
            var (root, mara, iris) = (try Visitor(as: cast.root, &db), try Visitor(as: cast.mara, &db), Visitor())
            let page = "/admin/users/\(cast.mara.id)"
            #expect(root.post("\(page)/suspension", ["reason": " "], &db).status == .unprocessable)
            #expect(root.post("\(page)/suspension", ["reason": "Sold what was not hers."], &db).location == page)
            #expect(root.get(page, &db).text.contains("Sold what was not hers."))
            #expect(mara.get("/dashboard", &db).location?.hasPrefix("/auth/login") == true)
            let login = ["email": "mara@example.com", "password": Cast.password]
            #expect(mara.post("/auth/login", login, &db).text.contains("Sold what was not hers."))
            let wrong = ["email": "mara@example.com", "password": "wrong"]
            #expect(!mara.post("/auth/login", wrong, &db).text.contains("Sold what was not hers."))
            #expect(iris.get("/products/\(cast.course.slug)", &db).status == .gone)
            #expect(iris.get("/checkout/\(cast.course.id)", &db).status == .gone)
            #expect(!iris.get("/", &db).text.contains(cast.course.name))
            #expect(root.post("\(page)/reinstatement", &db).location == page)
            #expect(mara.post("/auth/login", login, &db).status == .seeOther)
            #expect(iris.get("/products/\(cast.course.slug)", &db).status == .ok)
        }
    }

    @Test("no admin is suspended, and a page that was open says so")
    func admins() throws {
        try withStore { cast, db in
            var root = try Visitor(as: cast.root, &db)
            let answer = root.post("/admin/users/\(cast.root.id)/suspension", ["reason": "Out."], &db)
            #expect(answer.status == .unprocessable)
            #expect(root.get("/admin", &db).status == .ok)
        }
    }

    @Test("a product that was taken down is gone for buyers, and its seller reads why")
    func takedown() throws {
        try withStore { cast, db in
            var (root, mara, iris) = (try Visitor(as: cast.root, &db), try Visitor(as: cast.mara, &db), Visitor())
            let page = "/admin/products/\(cast.course.id)"
            #expect(root.post("\(page)/takedown", ["reason": "Copied."], &db).location == page)
            #expect(iris.get("/products/\(cast.course.slug)", &db).status == .gone)
            #expect(mara.get("/dashboard/products/\(cast.course.id)/edit", &db).text.contains("Copied."))
            #expect(root.post("\(page)/return", &db).location == page)
            #expect(iris.get("/products/\(cast.course.slug)", &db).status == .ok)
        }
    }
}

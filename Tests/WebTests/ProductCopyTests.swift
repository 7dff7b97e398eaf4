import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Copying a product")
struct ProductCopyTests {
    @Test("a copy is a draft with the same text and price under its own name, and the original stays as it was")
    func copy() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)/copy"
            #expect(mara.get(path, &db).text.contains("value=\"Bread at home (copy)\""))
            #expect(mara.post(path, ["name": "Bread, part three"], &db).location == "/dashboard/products")
            let copies = try db.all("SELECT status FROM products WHERE name = 'Bread, part three'", as: String.self)
            #expect(copies == ["draft"])
            let prices = try db.all("SELECT price FROM products WHERE name LIKE 'Bread,%three'", as: Int64.self)
            #expect(prices == [4_999])
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db)?.status == .active)
        }
    }

    @Test("a name that is none is said at the name, and copies nothing")
    func refused() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let before = try count("products", &db)
            let answer = mara.post("/dashboard/products/\(cast.course.id)/copy", ["name": " "], &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("id=\"name-error\""))
            #expect(try count("products", &db) == before)
        }
    }
}

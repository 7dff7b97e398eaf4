import HTTP
import Logging
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

// Attack 5
@Suite("An account's quota is told in its form")
struct QuotaTests {
    /// Mara at a store where an account may have so much.
    private func mara(_ quota: Quota, _ cast: Cast, _ db: inout Database) throws -> Visitor {
        var mara = try Visitor(as: cast.mara, &db)
        mara.site = Site(
            SiteSettings(
                baseURL: "https://store.test", hasher: Cast.hasher, gateway: TestGateway(), quota: quota,
                logger: Logger(label: "tests")))
        return mara
    }

    @Test("one product too many is not made, the form says which quota and what to do; a deletion makes room")
    func products() throws {
        try withStore { cast, db in
            var mara = try mara(Quota(products: 2, bytes: 1_000_000), cast, &db)
            let typed = ["name": "Rye", "price": "7", "status": "active"]
            let refused = mara.post("/dashboard/products", typed, &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("This account has 2 products, as many as it may. Delete one"))
            #expect(refused.text.contains("value=\"Rye\""))
            #expect(mara.post("/dashboard/products/\(cast.draft.id)/deletion", &db).status == .seeOther)
            #expect(mara.post("/dashboard/products", typed, &db).status == .seeOther)
        }
    }

    @Test("too much text is not kept, whether in a new product or in one that grows")
    func text() throws {
        try withStore { cast, db in
            var mara = try mara(Quota(products: 100, bytes: 1_048_576), cast, &db)
            let text = String(repeating: "x", count: 51_000)
            var made = 0
            var last = Response()
            for number in 1...22 {
                let typed = ["name": "Volume \(number)", "price": "7", "description": text, "status": "draft"]
                last = mara.post("/dashboard/products", typed, &db)
                if last.status == .seeOther { made += 1 }
            }
            #expect(made == 20)
            #expect(last.status == .unprocessable)
            #expect(last.text.contains("Your products have 1 MB of text, as much as they may. Shorten this"))
            let grown = ["name": "Bread", "price": "7", "description": text, "status": "active"]
            let path = "/dashboard/products/\(cast.course.id)"
            let refused = mara.post(path, grown, &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("1 MB of text"))
            let shortened = ["name": "Bread", "price": "7", "description": "", "status": "active"]
            #expect(mara.post(path, shortened, &db).status == .seeOther)
        }
    }
}

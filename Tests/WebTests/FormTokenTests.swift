import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Forms are vouched for")
struct FormTokenTests {
    @Test("without Sec-Fetch-Site and Origin, a form's own token lets it pass, for visitors and for sellers")
    func token() throws {
        try withStore { cast, db in
            var iris = Visitor()
            iris.fetchSite = nil
            let form = iris.get("/checkout/\(cast.course.id)", &db)
            let token = try #require(form.hidden("form_token"))
            let filled = ["email": "iris@example.com", "form_token": token]
            #expect(iris.post("/checkout/\(cast.course.id)", filled, &db).status == .seeOther)

            var mara = try Visitor(as: cast.mara, &db)
            mara.fetchSite = nil
            let own = try #require(mara.get("/dashboard/products/new", &db).hidden("form_token"))
            let product = ["name": "Rolls", "price": "3", "form_token": own]
            #expect(mara.post("/dashboard/products", product, &db).status == .seeOther)
        }
    }

    @Test("a token that is missing, wrong, or another browser's is 403", arguments: [nil, "", "0", "theirs"])
    func wrongToken(token: String?) throws {
        try withStore { cast, db in
            var (iris, eve) = (Visitor(), Visitor())
            iris.fetchSite = nil
            _ = iris.get("/checkout/\(cast.course.id)", &db)
            let theirs = try #require(eve.get("/checkout/\(cast.course.id)", &db).hidden("form_token"))
            var form = ["email": "iris@example.com"]
            form["form_token"] = token == "theirs" ? theirs : token
            #expect(iris.post("/checkout/\(cast.course.id)", form, &db).status == .forbidden)
            #expect(try count("orders WHERE email = 'iris@example.com'", &db) == 0)
        }
    }

    @Test("a browser that never got the form's cookie has no token that fits")
    func noCookie() throws {
        try withStore { cast, db in
            var (iris, bare) = (Visitor(), Visitor())
            let token = try #require(iris.get("/checkout/\(cast.course.id)", &db).hidden("form_token"))
            bare.fetchSite = nil
            let form = ["email": "iris@example.com", "form_token": token]
            #expect(bare.post("/checkout/\(cast.course.id)", form, &db).status == .forbidden)
        }
    }

    @Test("a session's cookie that is no token does not hide the form's own")
    func brokenSession() throws {
        try withStore { cast, db in
            var iris = Visitor()
            iris.fetchSite = nil
            iris.cookies[SessionCookie.name] = "rubbish"
            let token = try #require(iris.get("/checkout/\(cast.course.id)", &db).hidden("form_token"))
            let form = ["email": "iris@example.com", "form_token": token]
            #expect(iris.post("/checkout/\(cast.course.id)", form, &db).status == .seeOther)
        }
    }

    @Test("Sec-Fetch-Site decides before Origin, and Origin before the token")
    func precedence() throws {
        try withStore { cast, db in
            func status(_ site: String?, _ origin: String?) -> Int {
                var iris = Visitor()
                (iris.fetchSite, iris.origin) = (site, origin)
                return iris.post("/checkout/\(cast.course.id)", ["email": "x"], &db).status.code
            }
            #expect(status("same-origin", "https://evil.test") == 422)
            #expect(status("none", nil) == 422)
            #expect(status("cross-site", "https://store.test") == 403)
            #expect(status(nil, "https://store.test") == 422)
            #expect(status(nil, "http://store.test") == 403)
            #expect(status(nil, "https://store.test.evil.test") == 403)
        }
    }
}

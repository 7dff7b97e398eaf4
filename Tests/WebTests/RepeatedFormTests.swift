import HTTP
import Logging
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@testable import Passwords
@testable import Web

@Suite("A form that is sent twice is done once, and told as it was")
struct RepeatedFormTests {
    // Case 4
    @Test("two clicks on Create product make one product and one answer")
    func product() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let form = mara.get("/dashboard/products/new", &db).filled([
                "name": "Rye", "price": "7", "status": "active",
            ])
            for _ in 1...2 {
                #expect(mara.post("/dashboard/products", form, &db).location == "/dashboard/products")
                #expect(mara.get("/dashboard/products", &db).text.contains("Product created"))
            }
            #expect(try count("products WHERE name = 'Rye'", &db) == 1)
        }
    }

    // Case 3
    @Test("two clicks on Create account make one account, and both browsers' answers are logged in")
    func account() throws {
        try withStore { _, db in
            var nina = Visitor()
            let form = nina.get("/auth/register", &db).filled([
                "email": "nina@example.com", "password": "a long password",
            ])
            var lost = nina
            #expect(nina.post("/auth/register", form, &db).location == "/dashboard")
            // The first answer never reached the browser, and its cookie neither.
            #expect(lost.post("/auth/register", form, &db).location == "/dashboard")
            #expect(lost.get("/dashboard", &db).status == .ok)
            let accounts = try count("users WHERE email = 'nina@example.com'", &db)
            #expect(accounts == 1)
        }
    }

    // Case 5
    @Test("two clicks on Save password say that it is saved, and leave the browser logged in")
    func password() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let typed = [
                "current_password": Cast.password, "new_password": "battery staple", "username": "mara@example.com",
            ]
            let form = mara.get("/dashboard/account", &db).filled(typed)
            var lost = mara
            for var browser in [mara, lost] {
                #expect(browser.post("/dashboard/account/password", form, &db).location == "/dashboard/account")
                lost = browser
            }
            #expect(lost.get("/dashboard/account", &db).text.contains("Account updated"))
            mara.cookies = [:]
        }
    }

    // Case 5
    @Test("two clicks on Delete product say that it is deleted")
    func deletion() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)/deletion"
            let form = mara.get(path, &db).filled([:])
            for _ in 1...2 {
                #expect(mara.post(path, form, &db).location == "/dashboard/products")
                #expect(mara.get("/dashboard/products", &db).text.contains("Product deleted"))
            }
        }
    }

    @Test("a second click with other content is 422, does nothing, keeps what was typed, and may be sent again")
    func other() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            var form = mara.get("/dashboard/products/new", &db).filled(["name": "Rye", "price": "7"])
            _ = mara.post("/dashboard/products", form, &db)
            form["name"] = "Spelt"
            let refused = mara.post("/dashboard/products", form, &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("sent before"))
            #expect(refused.text.contains("value=\"Spelt\""))
            #expect(try count("products WHERE name = 'Spelt'", &db) == 0)
            let again = refused.filled(["name": "Spelt", "price": "7"])
            #expect(again["form_id"] != form["form_id"])
            #expect(mara.post("/dashboard/products", again, &db).status == .seeOther)
            #expect(try count("products WHERE name IN ('Rye', 'Spelt')", &db) == 2)
        }
    }

    @Test("a form's number is its browser's own: another browser with the same number is nobody's second click")
    func otherBrowser() throws {
        try withStore { cast, db in
            var (iris, eve) = (Visitor(), Visitor())
            let path = "/checkout/\(cast.course.id)"
            let form = iris.get(path, &db).filled(["email": "iris@example.com"])
            let first = iris.post(path, form, &db).location
            #expect(eve.post(path, form, &db).location != first)
            let placed = try count("orders WHERE email = 'iris@example.com'", &db)
            #expect(placed == 2)
        }
    }

    @Test("a form with a mistake may be mended and sent under the same number")
    func mended() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let form = mara.get("/dashboard/products/new", &db).filled(["name": "Rye", "price": "cheap"])
            let refused = mara.post("/dashboard/products", form, &db)
            let mended = refused.filled(["name": "Rye", "price": "7"])
            #expect(mended["form_id"] == form["form_id"])
            #expect(mara.post("/dashboard/products", mended, &db).status == .seeOther)
        }
    }

    // Attack 11
    @Test("who sends the form again gets the order, even when the product is gone")
    func deletedProduct() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = iris.get(path, &db).filled(["email": "iris@example.com"])
            let first = iris.post(path, form, &db).location
            let isDeleted = try Product.delete(cast.course.id, ownedBy: cast.mara.id, &db)
            #expect(isDeleted)
            #expect(iris.post(path, form, &db).location == first)
        }
    }

    // Case 30
    @Test("a declined payment does not hold the form's number, and the next form is filled in")
    func declined() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = iris.get(path, &db).filled(["email": "decline@example.com", "name": "Iris"])
            let first = try #require(iris.post(path, form, &db).location)
            #expect(iris.get(path, &db).text.contains("value=\"decline@example.com\""))
            let second = try #require(iris.post(path, form, &db).location)
            #expect(first != second)
            #expect(try count("orders WHERE email = 'decline@example.com'", &db) == 2)
        }
    }

    // Case 31
    @Test("a name that changed since the form was shown is said before anything is ordered")
    func renamed() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let path = "/checkout/\(cast.course.id)"
            let form = iris.get(path, &db).filled(["email": "iris@example.com"])
            try db.run("UPDATE products SET name = 'Cake at home' WHERE id = \(cast.course.id)")
            let refused = iris.post(path, form, &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("Cake at home"))
            #expect(try count("orders WHERE email = 'iris@example.com'", &db) == 0)
        }
    }

    @Test("what the database keeps of a form tells nobody a password, not even by guessing")
    func digest() throws {
        try withStore { _, db in
            var nina = Visitor()
            let form = nina.get("/auth/register", &db).filled([
                "email": "nina@example.com", "password": "a long password",
            ])
            _ = nina.post("/auth/register", form, &db)
            var other = Visitor()
            let same = other.get("/auth/register", &db).filled([
                "email": "nino@example.com", "password": "a long password",
            ])
            _ = other.post("/auth/register", same, &db)
            let digests = try db.all("SELECT encode(digest, 'hex') FROM form_answers", as: String.self)
            #expect(Set(digests).count == digests.count)
            let plain = Browser(Cookies([]), needsCookie: false).digest(of: "/auth/register", Form())
            #expect(!digests.contains(Hexadecimal.text(plain)))
            // A browser without a cookie has no secret that would hide it.
            var bare = Visitor()
            bare.cookies = [:]
            let sent = [
                "email": "bare@example.com", "password": "a long password", "form_id": UUID.random().description,
            ]
            #expect(bare.post("/auth/register", sent, &db).status == .seeOther)
            #expect(try count("form_answers", &db) == Int64(digests.count))
        }
    }

    @Test("a form that logs nobody in the first time logs nobody in the second time, whatever was put into it")
    func noHiddenLogin() throws {
        try withStore { cast, db in
            var eve = Visitor()
            let path = "/checkout/\(cast.course.id)"
            var form = eve.get(path, &db).filled(["email": "eve@example.com"])
            form["username"] = "mara@example.com"
            form["password"] = Cast.password
            for _ in 1...2 {
                #expect(eve.post(path, form, &db).status == .seeOther)
                #expect(eve.cookies[SessionCookie.name] == nil)
            }
        }
    }

    @Test("two clicks on Save password at the same moment leave the person logged in")
    func samePasswordTwice() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            var site = try Connection(app)
            var mara = try Visitor(as: cast.mara, &site)
            let form = mara.get("/dashboard/account", &site).filled([
                "current_password": Cast.password, "new_password": "battery staple", "username": "mara@example.com",
            ])
            let quicker = Mutex<Visitor?>(mara)
            let hasher = PasswordHasher(parameters: .init(memory: 64, iterations: 1, parallelism: 1), gate: nil) { _ in
                // While the second click checks the password, the first is done.
                guard var visitor = quicker.withLock({ $0.take() }), var db = try? Connection(app) else { return }
                #expect(visitor.post("/dashboard/account/password", form, &db).status == .seeOther)
            }
            mara.site = Site(
                SiteSettings(
                    baseURL: "https://store.test", hasher: hasher, gateway: TestGateway(),
                    logger: Logger(label: "tests")))
            #expect(mara.post("/dashboard/account/password", form, &site).location == "/dashboard/account")
            #expect(mara.get("/dashboard", &site).status == .ok)
        }
    }

    @Test("the number of a form without a field is refused for another purpose, too")
    func otherPurpose() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let number = ["form_id": UUID.random().description]
            #expect(mara.post("/dashboard/products/\(cast.draft.id)/deletion", number, &db).status == .seeOther)
            #expect(mara.post("/dashboard/products/\(cast.course.id)/deletion", number, &db).status == .unprocessable)
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db) != nil)
        }
    }
}

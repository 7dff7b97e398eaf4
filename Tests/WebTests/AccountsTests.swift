import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Accounts, through the pages")
struct AccountsTests {
    @Test("who registers is signed in, lands on the dashboard and is welcomed once")
    func register() throws {
        try withStore { _, db in
            var nina = Visitor()
            let answer = nina.post(
                "/auth/register", ["email": "Nina@example.com", "password": "a long password", "name": "Nina"], &db)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/dashboard")
            #expect(nina.get("/dashboard", &db).text.contains("Welcome!"))
            #expect(!nina.get("/dashboard", &db).text.contains("Welcome!"))
        }
    }

    @Test("a registration with faults names each, keeps what was typed but the password, and makes no account")
    func registerWithFaults() throws {
        try withStore { _, db in
            let before = try count("users", &db)
            var nina = Visitor()
            let answer = nina.post(
                "/auth/register", ["email": "nina@", "password": "short", "name": String(repeating: "n", count: 256)],
                &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("Enter an e-mail address"))
            #expect(answer.text.contains("at least 8 characters"))
            #expect(answer.text.contains("one line of at most 255"))
            #expect(answer.text.contains("value=\"nina@\""))
            #expect(!answer.text.contains("short\""))
            #expect(try count("users", &db) == before)
        }
    }

    @Test("an address that has an account, in any case, is not taken twice")
    func registerTwice() throws {
        try withStore { _, db in
            let before = try count("users", &db)
            var nina = Visitor()
            let answer = nina.post("/auth/register", ["email": "MARA@example.com", "password": "a long password"], &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("There is an account with this address already"))
            #expect(try count("users", &db) == before)
        }
    }

    @Test(
        "the right password leads to the page first asked for, and to no other site",
        arguments: [
            ("/dashboard/orders?status=paid", "/dashboard/orders?status=paid"),
            ("//evil.test/", "/dashboard"), ("https://evil.test/", "/dashboard"), ("/\\evil.test", "/dashboard"),
        ])
    func loginNext(next: String, landing: String) throws {
        try withStore { _, db in
            var mara = Visitor()
            let answer = mara.post(
                "/auth/login", ["email": "mara@example.com", "password": Cast.password, "next": next], &db)
            #expect(answer.location == landing)
            #expect(mara.get("/dashboard", &db).status == .ok)
        }
    }

    @Test("a page of a seller sends a visitor to the login and names itself")
    func asksForLogin() throws {
        try withStore { _, db in
            var visitor = Visitor()
            let answer = visitor.get("/dashboard/orders?status=paid", &db)
            #expect(answer.location == "/auth/login?next=%2Fdashboard%2Forders%3Fstatus%3Dpaid")
            #expect(visitor.get(answer.location ?? "", &db).hidden("next") == "/dashboard/orders?status=paid")
        }
    }

    @Test(
        "the login names the page first asked for only while its own address is one that would be answered",
        arguments: [(2_000, true), (2_048, false)])
    func asksForLoginFromAfar(bytes: Int, isNamed: Bool) throws {
        try withStore { _, db in
            var visitor = Visitor()
            let page = "/dashboard/orders?q="
            let answer = visitor.get(page + String(repeating: "x", count: bytes - page.utf8.count), &db)
            #expect(answer.location?.hasPrefix("/auth/login?next=") == isNamed)
            #expect(visitor.get(answer.location ?? "", &db).status == .ok)
        }
    }

    @Test(
        "a wrong password, an unknown and a malformed address get the very same answer",
        arguments: [
            "mara@example.com", "nobody@example.com", "not an address",
        ])
    func loginRefused(email: String) throws {
        try withStore { _, db in
            var eve = Visitor()
            let answer = eve.post("/auth/login", ["email": email, "password": "wrong password"], &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("The e-mail or the password is not right."))
            #expect(answer.text.contains("value=\"\(email)\""))
            #expect(eve.cookies[SessionCookie.name] == nil)
        }
    }

    @Test("every login gives a new token and ends the session that the browser had")
    func renewed() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let old = mara
            _ = mara.post("/auth/login", ["email": "mara@example.com", "password": Cast.password], &db)
            #expect(mara.cookies[SessionCookie.name] != old.cookies[SessionCookie.name])
            var thief = old
            #expect(thief.get("/dashboard", &db).status == .seeOther)
        }
    }

    @Test("logging out ends the session for everybody who has its token")
    func logout() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            var copy = mara
            #expect(mara.post("/auth/logout", &db).location == "/")
            #expect(mara.get("/", &db).text.contains("You are logged out"))
            #expect(copy.get("/dashboard", &db).status == .seeOther)
        }
    }

    @Test("a session dies after two quiet hours, and after twelve in any case")
    func expiry() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let start = mara.now
            mara.now = start.moved(seconds: 2 * 3_600 - 1)
            #expect(mara.get("/dashboard", &db).headers.all("set-cookie").contains { $0.contains("Max-Age=7200") })
            for hours in stride(from: Int64(3), through: 11, by: 1) {
                mara.now = start.moved(seconds: hours * 3_600)
                #expect(mara.get("/dashboard", &db).status == .ok)
            }
            mara.now = start.moved(seconds: 12 * 3_600)
            #expect(mara.get("/dashboard", &db).status == .seeOther)

            var idle = try Visitor(as: cast.mara, &db)
            idle.now = idle.now.moved(seconds: 2 * 3_600)
            #expect(idle.get("/dashboard", &db).status == .seeOther)
        }
    }

    @Test("the session's cookie is Secure, HttpOnly, Lax, for this host alone, and lasts two hours")
    func cookie() throws {
        try withStore { _, db in
            var mara = Visitor()
            let answer = mara.post("/auth/login", ["email": "mara@example.com", "password": Cast.password], &db)
            let cookie = try #require(answer.headers.all("set-cookie").first { $0.hasPrefix("__Host-nexus=") })
            for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=7200"] {
                #expect(cookie.contains(part))
            }
            #expect(!cookie.contains("Domain"))
        }
    }

    @Test("the database keeps the token's hash and not the token")
    func tokenIsHashed() throws {
        try withStore { cast, db in
            let mara = try Visitor(as: cast.mara, &db)
            let token = try #require(mara.cookies[SessionCookie.name])
            let found = try db.one(
                "SELECT count(*) FROM sessions WHERE encode(token_hash, 'escape') LIKE '%' || \(token) || '%' OR encode(token_hash, 'hex') = \(token)",
                as: Int64.self)
            #expect(found == 0)
            #expect(token.utf8.count == 64)
        }
    }
}

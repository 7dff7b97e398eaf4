import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("What goes wrong is answered in the store's look")
struct ProblemTests {
    @Test(
        "a path that is malformed or leads nowhere gets a 4xx page with the request's id",
        arguments: [
            ("//", 400), ("/%2e%2e/admin", 400), ("/..;/admin", 400), ("/%00", 400), ("/%ff", 400),
            ("/products//x", 400),
            ("/products/UPPER", 404), ("/products/x/y", 404), ("/nowhere", 404), ("/dashboard/products/0", 404),
            ("/checkout/01", 404), ("/checkout/99999999999999999999", 404), ("/checkout/-1", 404), ("/admin", 404),
            ("/dashboard/", 404), ("/?before=%zz", 400), ("/?before=1&before=2", 400),
        ])
    func badPaths(path: String, status: Int) throws {
        try withStore { _, db in
            let request = Request(method: .get, target: path, id: "0123456789abcdef")
            let answer = Visitor.site.respond(to: request, &db)
            #expect(answer.status.code == status)
            #expect(answer.text.contains("0123456789abcdef"))
            #expect(answer.text.contains("<html"))
            #expect(answer.headers["cache-control"] == "no-store")
        }
    }

    @Test(
        "a form that cannot be read is a 4xx and changes nothing",
        arguments: [
            ("email=a%00b@example.com", 400), ("email=%ff%fe", 400), ("email=a&email=b", 400), ("email=%zz", 400),
            ((0..<10_000).map { "f\($0)=1" }.joined(separator: "&"), 400),
        ])
    func badForms(body: String, status: Int) throws {
        try withStore { cast, db in
            let before = try AccessTests.fingerprint(&db)
            let headers: Headers = [
                "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
            ]
            for path in ["/auth/login", "/auth/register", "/checkout/\(cast.course.id)"] {
                let request = Request(method: .post, target: path, headers: headers, body: .bytes(Array(body.utf8)))
                #expect(Visitor.site.respond(to: request, &db).status.code == status)
            }
            #expect(try AccessTests.fingerprint(&db) == before)
        }
    }

    @Test("a body of another type is refused with 415")
    func json() throws {
        try withStore { _, db in
            let headers: Headers = ["Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"]
            let request = Request(
                method: .post, target: "/auth/login", headers: headers, body: .bytes(Array("{}".utf8)))
            #expect(Visitor.site.respond(to: request, &db).status == .unsupportedMediaType)
        }
    }

    @Test("a method that a route does not have is 405 and says which it has")
    func methods() throws {
        try withStore { _, db in
            for method in [HTTP.Method.post, .other("DELETE"), .other("PUT")] {
                let answer = Visitor.site.respond(to: Request(method: method, target: "/"), &db)
                #expect(answer.status == .methodNotAllowed)
                #expect(answer.headers["allow"] == "GET, HEAD")
            }
            let logout = Visitor.site.respond(to: Request(method: .get, target: "/auth/logout"), &db)
            #expect(logout.headers["allow"] == "POST")
        }
    }

    @Test("a database that fails makes a page that tells nothing of it: 503 when it is slow, 500 when we are wrong")
    func databaseFails() throws {
        try withStore { _, db in
            let slow = Problem(Self.error("57014", &db))
            #expect(slow.status == .serviceUnavailable)
            #expect(slow.page(requestID: "abc").headers["retry-after"] == "5")
            let wrong = Problem(Self.error("42601", &db))
            #expect(wrong.status == .internalServerError)
            #expect(!wrong.page(requestID: "abc").text.contains("42601"))
        }
    }

    @Test("a page for every refusal of nginx leaves a place for the request's id")
    func errorPages() {
        for (status, html) in Site.errorPages {
            let text = String(decoding: html, as: UTF8.self)
            #expect(text.contains("<!--# echo var=\"request_id\" -->"))
            #expect(text.contains("\(status)"))
        }
        #expect(Site.refusal(.contentTooLarge, requestID: "<x>").text.contains("&lt;x&gt;"))
    }

    @Test("private pages are never stored, and public ones only for visitors")
    func caching() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            var (visitor, mara) = (Visitor(), try Visitor(as: cast.mara, &db))
            for path in ["/", "/products/\(cast.course.slug)"] {
                #expect(visitor.get(path, &db).headers["cache-control"] == "no-cache")
                #expect(mara.get(path, &db).headers["cache-control"] == "no-store")
            }
            for path in ["/auth/login", "/checkout/\(cast.course.id)", "/orders/\(order.id)/success"] {
                #expect(visitor.get(path, &db).headers["cache-control"] == "no-store")
            }
        }
    }

    private static func error(_ state: String, _ db: inout Database) -> any Error {
        do {
            try db.transaction { (db: inout Database) throws(DatabaseError) in
                try db.script("DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '\(state)'; END $$")
            }
            return Problem(.ok)
        } catch {
            return error
        }
    }
}

import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("A form that comes too late overwrites nothing and loses nothing")
struct LateFormTests {
    private func fill(_ page: Response, _ typed: [String: String]) -> [String: String] {
        var form = typed
        for name in ["form_id", "form_token", "version"] {
            if let value = page.hidden(name) { form[name] = value }
        }
        return form
    }

    // Case 6
    @Test("a form shown before somebody else saved is refused, shows both values, and saves when sent again")
    func stale() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            let (tabA, tabB) = (mara.get("\(path)/edit", &db), mara.get("\(path)/edit", &db))
            let cheaper = fill(tabB, ["name": cast.course.name, "price": "9", "status": "archived"])
            #expect(mara.post(path, cheaper, &db).status == .seeOther)
            let typed = ["name": cast.course.name, "price": "49.99", "status": "active", "description": "Better."]
            let refused = mara.post(path, fill(tabA, typed), &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("saved meanwhile"))
            #expect(refused.text.contains("Saved meanwhile: \u{2068}9.00\u{2069}"))
            #expect(refused.text.contains("Saved meanwhile: \u{2068}archived\u{2069}"))
            #expect(refused.text.contains("value=\"49.99\""))
            #expect(refused.text.contains("Better."))
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db)?.price.cents == 900)
            #expect(mara.post(path, fill(refused, typed), &db).status == .seeOther)
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db)?.price.cents == 4_999)
        }
    }

    @Test("a mistake in a stale form does not hide that it is stale")
    func staleWithMistake() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            let tab = mara.get("\(path)/edit", &db)
            try db.run("UPDATE products SET price = 900 WHERE id = \(cast.course.id)")
            let refused = mara.post(path, fill(tab, ["name": "", "price": "49.99"]), &db)
            #expect(refused.status == .unprocessable)
            let again = mara.post(path, fill(refused, ["name": "Bread", "price": "49.99"]), &db)
            #expect(again.status == .unprocessable)
            #expect(again.text.contains("Saved meanwhile: \u{2068}9.00\u{2069}"))
        }
    }

    // Case 2
    @Test(
        "what was typed when the session had ended is there again after the log-in, not yet saved, without a password")
    func ended() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let page = mara.get("/dashboard/products/new", &db)
            try db.run("DELETE FROM sessions")
            let text = String(repeating: "A long description. ", count: 140)
            let form = fill(page, ["name": "Rye", "price": "7", "description": text, "status": "draft"])
            let answer = mara.post("/dashboard/products", form, &db)
            #expect(answer.location == "/auth/login?next=%2Fdashboard%2Fproducts%2Fnew")
            let login = mara.get("/auth/login?next=%2Fdashboard%2Fproducts%2Fnew", &db)
            #expect(login.text.contains("Your session has ended"))
            #expect(try count("products WHERE name = 'Rye'", &db) == 0)
            let back = mara.post(
                "/auth/login",
                ["email": "mara@example.com", "password": Cast.password, "next": "/dashboard/products/new"], &db)
            #expect(back.location == "/dashboard/products/new")
            let again = mara.get("/dashboard/products/new", &db)
            #expect(again.text.contains(text))
            #expect(again.text.contains("value=\"Rye\""))
            #expect(again.text.contains("not saved yet"))
            #expect(try count("products WHERE name = 'Rye'", &db) == 0)
            #expect(
                mara.post(
                    "/dashboard/products", fill(again, ["name": "Rye", "price": "7", "description": text]), &db
                ).status == .seeOther)
            #expect(!mara.get("/dashboard/products/new", &db).text.contains("value=\"Rye\""))
        }
    }

    @Test("what is laid aside is seen by no other browser, and holds no password")
    func keptApart() throws {
        try withStore { cast, db in
            var (mara, tomo) = (Visitor(), try Visitor(as: cast.tomo, &db))
            _ = mara.post("/dashboard/products", ["name": "Rye", "password": "battery staple"], &db)
            tomo.cookies[KeptForm.cookieName] = "1"
            #expect(!tomo.get("/dashboard/products/new", &db).text.contains("Rye"))
            let kept = try db.one("SELECT fields FROM kept_forms", as: String.self)
            #expect(kept.contains("Rye"))
            #expect(!kept.contains("battery"))
        }
    }

    @Test("a stale form that was laid aside is still stale after the log-in")
    func endedAndStale() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            let tab = mara.get("\(path)/edit", &db)
            try db.run("DELETE FROM sessions")
            _ = mara.post(path, fill(tab, ["name": "Bread", "price": "5"]), &db)
            try db.run("UPDATE products SET price = 900 WHERE id = \(cast.course.id)")
            _ = mara.post("/auth/login", ["email": "mara@example.com", "password": Cast.password], &db)
            let again = mara.get("\(path)/edit", &db)
            #expect(again.text.contains("value=\"5\""))
            let refused = mara.post(path, fill(again, ["name": "Bread", "price": "5"]), &db)
            #expect(refused.text.contains("Saved meanwhile: \u{2068}9.00\u{2069}"))
        }
    }

    // Case 19
    @Test("a browser that keeps no cookies is told so after the log-in")
    func noCookies() throws {
        try withStore { cast, db in
            var bare = Visitor()
            bare.cookies = [:]
            let answer = bare.post("/auth/login", ["email": "mara@example.com", "password": Cast.password], &db)
            let next = try #require(answer.location)
            bare.cookies = [:]
            #expect(bare.get(next, &db).text.contains("did not keep our cookie"))
            // One that did keep them goes on to where it wanted.
            var first = Visitor()
            first.cookies = [:]
            _ = first.post("/auth/login", ["email": "mara@example.com", "password": Cast.password], &db)
            #expect(first.get(next, &db).location == "/dashboard")
        }
    }
}

import HTML
import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("A form that comes too late overwrites nothing and loses nothing")
struct LateFormTests {
    // Case 6
    @Test("a form shown before somebody else saved is refused, shows both values, and saves when sent again")
    func stale() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            let (tabA, tabB) = (mara.get("\(path)/edit", &db), mara.get("\(path)/edit", &db))
            let cheaper = tabB.filled(["name": cast.course.name, "price": "9", "status": "archived"])
            #expect(mara.post(path, cheaper, &db).status == .seeOther)
            let typed = ["name": cast.course.name, "price": "49.99", "status": "active", "description": "Better."]
            let refused = mara.post(path, tabA.filled(typed), &db)
            #expect(refused.status == .unprocessable)
            #expect(refused.text.contains("saved meanwhile"))
            #expect(refused.text.contains("Saved meanwhile: \u{2068}9.00\u{2069}"))
            #expect(refused.text.contains("Saved meanwhile: \u{2068}archived\u{2069}"))
            #expect(refused.text.contains("value=\"49.99\""))
            #expect(refused.text.contains("Better."))
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db)?.price.cents == 900)
            #expect(mara.post(path, refused.filled(typed), &db).status == .seeOther)
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
            let refused = mara.post(path, tab.filled(["name": "", "price": "49.99"]), &db)
            #expect(refused.status == .unprocessable)
            let again = mara.post(path, refused.filled(["name": "Bread", "price": "49.99"]), &db)
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
            let form = page.filled(["name": "Rye", "price": "7", "description": text, "status": "draft"])
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
                    "/dashboard/products", again.filled(["name": "Rye", "price": "7", "description": text]), &db
                ).status == .seeOther)
            #expect(!mara.get("/dashboard/products/new", &db).text.contains("value=\"Rye\""))
        }
    }

    @Test("what is laid aside is seen by no other browser, and holds no password")
    func keptApart() throws {
        try withStore { cast, db in
            var (mara, tomo) = (Visitor(), try Visitor(as: cast.tomo, &db))
            let typed = ["name": "Rye", "password": "battery staple", "Password": "battery staple", "card": "4242"]
            _ = mara.post("/dashboard/products", typed, &db)
            // Not even one with the same browser's cookie, which somebody may have noted before.
            tomo.cookies[Browser.cookieName] = mara.cookies[Browser.cookieName]
            tomo.cookies["__Host-nexus-kept"] = "\(SessionToken.random().text)@/dashboard/products"
            #expect(!tomo.get("/dashboard/products/new", &db).text.contains("Rye"))
            #expect(try db.one("SELECT fields FROM kept_forms", as: String.self) == "name=Rye")
        }
    }

    @Test("every form into which somebody typed has its words again after the log-in")
    func everyForm() throws {
        let words = ["time_zone": "Europe/Paris", "price": "12.34", "email": "rye@example.org", "status": "archived"]
        try Stage.with { stage, db in
            for row in Route.table where row.access != .anyone && !row.options.fields.kept.isEmpty {
                // An admin's page is not there for a visitor, and so not for a form to it.
                guard row.access != .admin else { continue }
                var mara = try Visitor(as: stage.cast.mara, &db)
                let path = stage.path(row)
                let route = try #require(Route(path: try Target.parse(path).path))
                let page = try #require(route.formPage, "POST \(row.pattern) names no form= page")
                var form = mara.get(page.link.location, &db).filled([:])
                for field in row.options.fields.kept { form[field] = words[field] ?? "Plain words" }
                try db.run("DELETE FROM sessions")
                #expect(mara.post(path, form, &db).location?.hasPrefix("/auth/login?next=") == true)
                mara.cookies[SessionCookie.name] = try Cast.session(of: stage.cast.mara, at: mara.now, &db).text
                let again = mara.get(page.link.location, &db).text
                #expect(again.contains("not saved yet"), "POST \(row.pattern)")
                for field in row.options.fields.kept {
                    #expect(again.contains(words[field] ?? "Plain words"), "POST \(row.pattern): \(field)")
                }
                // Who logs in next at the same browser is told nothing of it.
                mara.cookies[SessionCookie.name] = try Cast.session(of: stage.cast.tomo, at: mara.now, &db).text
                #expect(!mara.get(page.link.location, &db).text.contains("not saved yet"))
            }
        }
    }

    @Test(
        "a form that was shown to one account changes nothing for another in the same browser",
        arguments: Route.table.indices)
    func foreign(_ index: Int) throws {
        let row = Route.table[index]
        guard row.entry == .form, row.access != .anyone else { return }
        try Stage.with { stage, db in
            let sample = try #require(SampleForm.all[index])
            var visitor = try stage.visitor(Stage.owner(of: row), &db)
            var form = Dictionary(sample.fields.map { ($0.name, $0.value) }) { $1 }
            form[Form.ownerField] = "0123456789abcdef"
            let before = try Stage.rows(&db)
            let answer = visitor.post(stage.path(row, order: sample.order), form, &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("Somebody else was logged in here"))
            let changed = try Change(from: before, to: Stage.rows(&db)).new.keys.filter { $0 != "rates" }
            #expect(changed.isEmpty)
        }
    }

    @Test("a version that cannot be read saves nothing over a later one")
    func unreadableVersion() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            for version in ["", "x", "99999999999999999999"] {
                let form = ["name": "Cake", "price": "5", "version": version]
                #expect(mara.post("/dashboard/products/\(cast.course.id)", form, &db).status == .badRequest)
            }
            #expect(try Product.find(cast.course.id, ownedBy: cast.mara.id, &db)?.name == cast.course.name)
        }
    }

    @Test("a stale form that was laid aside is still stale after the log-in")
    func endedAndStale() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let path = "/dashboard/products/\(cast.course.id)"
            let tab = mara.get("\(path)/edit", &db)
            try db.run("DELETE FROM sessions")
            _ = mara.post(path, tab.filled(["name": "Bread", "price": "5"]), &db)
            try db.run("UPDATE products SET price = 900 WHERE id = \(cast.course.id)")
            _ = mara.post("/auth/login", ["email": "mara@example.com", "password": Cast.password], &db)
            let again = mara.get("\(path)/edit", &db)
            #expect(again.text.contains("value=\"5\""))
            let refused = mara.post(path, again.filled(["name": "Bread", "price": "5"]), &db)
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

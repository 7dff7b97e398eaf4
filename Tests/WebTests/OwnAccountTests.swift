import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("A seller's own account, through the page")
struct OwnAccountTests {
    static let page = "/dashboard/account"
    static let new = "battery staple"

    @Test("the page shows name and address, and never a password")
    func shown() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let page = mara.get(Self.page, &db).text
            #expect(page.contains("value=\"Mara Lind\""))
            #expect(page.contains("value=\"mara@example.com\""))
            #expect(page.contains("href=\"/dashboard/account\" aria-current=\"page\""))
            #expect(!page.contains("argon2"))
        }
    }

    @Test(
        "a new name is said to be saved, and stands beside the products; it may be empty", arguments: ["Mara L.", ""])
    func name(name: String) throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            #expect(mara.post(Self.page, ["name": " \(name) "], &db).location == Self.page)
            #expect(mara.get(Self.page, &db).text.contains("Account updated"))
            #expect(try User.find(cast.mara.id, &db)?.name == name)
            var iris = Visitor()
            #expect(!iris.get("/products/\(cast.course.slug)", &db).text.contains("Mara Lind"))
            #expect(try User.find(cast.tomo.id, &db)?.name == "Tomo Sato")
        }
    }

    private static let long = String(repeating: "m", count: 256)

    @Test("a name that is too long is refused beside its field, kept as typed, and not stored")
    func noName() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let answer = mara.post(Self.page, ["name": Self.long], &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("id=\"name-error\""))
            #expect(answer.text.contains("value=\"\(Self.long)\""))
            #expect(try User.find(cast.mara.id, &db)?.name == "Mara Lind")
        }
    }

    @Test("the right password changes the address, which the next login takes; this browser goes on")
    func email() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let form = ["email": " Mara@new.example ", "password": Cast.password]
            #expect(mara.post("\(Self.page)/email", form, &db).location == Self.page)
            #expect(mara.get(Self.page, &db).text.contains("Account updated"))
            var (old, new) = (Visitor(), Visitor())
            let login = ["password": Cast.password]
            #expect(
                old.post("/auth/login", login.merging(["email": "mara@example.com"]) { $1 }, &db).status
                    == .unprocessable)
            #expect(
                new.post("/auth/login", login.merging(["email": "mara@NEW.example"]) { $1 }, &db).status == .seeOther)
        }
    }

    @Test("the own address may be given again in another case")
    func sameEmail() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let form = ["email": "MARA@example.com", "password": Cast.password]
            #expect(mara.post("\(Self.page)/email", form, &db).status == .seeOther)
            #expect(try User.find(cast.mara.id, &db)?.email.text == "MARA@example.com")
        }
    }

    @Test(
        "an address that is taken in any case, one that is none, and a wrong password are refused beside their fields",
        arguments: [
            ("TOMO@example.com", Cast.password, ["email"]), ("mara@", Cast.password, ["email"]),
            ("new@example.com", "wrong", ["password"]), ("new@example.com", "", ["password"]),
            ("mara@", "wrong", ["email", "password"]),
            ("new@example.com", String(repeating: "x", count: 2_000), ["password"]),
        ])
    func noEmail(email: String, password: String, fields: [String]) throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let answer = mara.post("\(Self.page)/email", ["email": email, "password": password], &db)
            #expect(answer.status == .unprocessable)
            for field in ["name", "email", "password", "current_password", "new_password"] {
                #expect(answer.text.contains("id=\"\(field)-error\"") == fields.contains(field))
                #expect(answer.text.contains("href=\"#\(field)\"") == fields.contains(field))
            }
            #expect(answer.text.contains("value=\"\(email)\""))
            #expect(password.isEmpty || !answer.text.contains("value=\"\(password)\""))
            #expect(try User.find(cast.mara.id, &db)?.email.text == "mara@example.com")
        }
    }

    @Test("a new password ends every other session of the user, nobody else's, and gives this browser a new token")
    func password() throws {
        try withStore { cast, db in
            var (mara, phone) = (try Visitor(as: cast.mara, &db), try Visitor(as: cast.mara, &db))
            var tomo = try Visitor(as: cast.tomo, &db)
            var thief = mara
            let form = ["current_password": Cast.password, "new_password": Self.new]
            let answer = mara.post("\(Self.page)/password", form, &db)
            #expect(answer.location == Self.page)
            #expect(mara.cookies[SessionCookie.name] != thief.cookies[SessionCookie.name])
            #expect(answer.headers.all("set-cookie").filter { $0.hasPrefix("__Host-nexus=") }.count == 1)
            #expect(mara.get(Self.page, &db).text.contains("Account updated"))
            #expect(phone.get(Self.page, &db).status == .seeOther)
            #expect(thief.get(Self.page, &db).status == .seeOther)
            #expect(tomo.get(Self.page, &db).status == .ok)
        }
    }

    @Test("after a change the new password logs in and the old one does not")
    func passwordLogsIn() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let form = ["current_password": Cast.password, "new_password": Self.new]
            #expect(mara.post("\(Self.page)/password", form, &db).status == .seeOther)
            for (password, status) in [(Cast.password, Status.unprocessable), (Self.new, .seeOther)] {
                var visitor = Visitor()
                let login = ["email": "mara@example.com", "password": password]
                #expect(visitor.post("/auth/login", login, &db).status == status)
            }
        }
    }

    @Test(
        "a wrong current password and a new one that is too short or too long change nothing and end no session",
        arguments: [
            ("wrong", new, ["current_password"]), (Cast.password, "short", ["new_password"]),
            (Cast.password, String(repeating: "x", count: 1_025), ["new_password"]),
            ("", "", ["current_password", "new_password"]),
        ])
    func noPassword(current: String, new: String, fields: [String]) throws {
        try withStore { cast, db in
            var (mara, phone) = (try Visitor(as: cast.mara, &db), try Visitor(as: cast.mara, &db))
            let before = try AccessTests.fingerprint(&db)
            let form = ["current_password": current, "new_password": new]
            let answer = mara.post("\(Self.page)/password", form, &db)
            #expect(answer.status == .unprocessable)
            for field in ["name", "email", "password", "current_password", "new_password"] {
                #expect(answer.text.contains("id=\"\(field)-error\"") == fields.contains(field))
                #expect(answer.text.contains("href=\"#\(field)\"") == fields.contains(field))
            }
            #expect(try AccessTests.fingerprint(&db) == before)
            #expect(phone.get(Self.page, &db).status == .ok)
        }
    }
}

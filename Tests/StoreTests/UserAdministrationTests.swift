import Passwords
import Postgres
import Store
import TestSupport
import Testing

@Suite("What the owner of the machine does to accounts")
struct UserAdministrationTests {
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    @Test("A new password works, the old one does not, and all sessions of that user, and of no other, have ended")
    func passwordReset() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            var site = try Connection(app)
            let phone = try Cast.session(of: cast.mara, at: now, &site)
            let desk = try Cast.session(of: cast.mara, at: now, &site)
            let stranger = try Cast.session(of: cast.tomo, at: now, &site)
            let reset = try reset(" MARA@example.com")
            #expect(try reset.store(&db)?.id == cast.mara.id)
            #expect(try Session.resume(phone, at: now, &site) == nil)
            #expect(try Session.resume(desk, at: now, &site) == nil)
            #expect(try Session.resume(stranger, at: now, &site)?.user.id == cast.tomo.id)
            #expect(try login("mara@example.com", "battery staple", &site) == cast.mara.id)
            #expect(try login("mara@example.com", Cast.password, &site) == nil)
            #expect(try login("tomo@example.com", Cast.password, &site) == cast.tomo.id)
        }
    }

    @Test("A password that registration refuses is refused here too, with the same words")
    func weakPassword() throws {
        var reset = FilledForm<RegistrationField>([.email: "nobody", .password: "short"])
        var registration = reset
        #expect(try PasswordReset.parse(&reset, hasher: Cast.hasher) == nil)
        #expect(try Registration.parse(&registration, hasher: Cast.hasher) == nil)
        #expect(reset.mistakes == registration.mistakes)
        #expect(reset.mistakes.map(\.field) == [.email, .password])
    }

    @Test("A promoted seller is an admin with the same account and a new password, and has to log in again")
    func promotion() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            var site = try Connection(app)
            let session = try Cast.session(of: cast.mara, at: now, &site)
            let admin = try #require(try reset("Mara@Example.com").store(as: .admin, &db))
            #expect(admin.id == cast.mara.id && admin.role == .admin && admin.name == "Mara Lind")
            #expect(try Session.resume(session, at: now, &site) == nil)
            // Whoever chose the old password may not have been who is promoted.
            #expect(try login("mara@example.com", Cast.password, &site) == nil)
            #expect(try login("mara@example.com", "battery staple", &site) == cast.mara.id)
            #expect(try User.find(cast.tomo.id, &db)?.role == .seller)
        }
    }

    @Test("A demoted admin is a seller with the same account, and has to log in again")
    func demotion() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            var site = try Connection(app)
            let session = try Cast.session(of: cast.root, at: now, &site)
            #expect(try User.demote(cast.root.email, &db)?.role == .seller)
            #expect(try Session.resume(session, at: now, &site) == nil)
            #expect(try login("root@example.com", Cast.password, &site) == cast.root.id)
        }
    }

    @Test("Nobody is made up for an address without an account")
    func nobody() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let reset = try reset("nobody@example.com")
            let address = try #require(EmailAddress("nobody@example.com"))
            #expect(try reset.store(&db) == nil)
            #expect(try reset.store(as: .admin, &db) == nil)
            #expect(try User.demote(address, &db) == nil)
            #expect(try db.one("SELECT count(*) FROM users", as: Int64.self) == 0)
        }
    }

    @Test("The application's own connection can make no admin")
    func application() throws {
        let reset = try reset("mara@example.com")
        try withStore { _, db in
            let failure = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                _ = try reset.store(as: .admin, &db)
            }
            #expect(failure?.sqlState == "42501")
        }
    }

    private func login(_ email: String, _ password: String, _ db: inout Database) throws -> User.ID? {
        let outcome = try Login(email: email, password: password).attempt(hasher: Cast.hasher, &db)
        return if case .verified(let login) = outcome { login.user.id } else { nil }
    }

    private func reset(_ email: String) throws -> PasswordReset {
        var form = FilledForm<RegistrationField>([.email: email, .password: "battery staple"])
        return try #require(try PasswordReset.parse(&form, hasher: Cast.hasher))
    }
}

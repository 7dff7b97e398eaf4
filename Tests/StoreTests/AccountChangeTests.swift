import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@testable import Passwords
@testable import Store

@Suite("Changes of an account are vouched for by its password")
struct AccountChangeTests {
    /// Counts the hashes that are computed.
    final class Count: Sendable {
        let hashes = Atomic(0)

        var hasher: PasswordHasher {
            PasswordHasher(
                parameters: PasswordParameters(memory: 64, iterations: 1, parallelism: 1), gate: nil,
                willCompute: { _ in self.hashes.add(1, ordering: .relaxed) })
        }
    }

    @Test(
        "a wrong password costs one hash, as the right one does, whatever else was typed",
        arguments: [
            ("new@example.com", Cast.password), ("new@example.com", "wrong"), ("nobody", "wrong"), ("", ""),
            ("new@example.com", String(repeating: "x", count: 5_000)),
        ])
    func emailWork(email: String, password: String) throws {
        try withStore { cast, db in
            let count = Count()
            var form = FilledForm<EmailField>([.email: email, .password: password])
            let parsed = try EmailChange.parse(&form, of: cast.mara.id, hasher: count.hasher, &db)
            #expect(count.hashes.load(ordering: .relaxed) == 1)
            #expect(parsed != nil || password != Cast.password)
        }
    }

    @Test(
        "a new password costs a second hash only when it will be stored",
        arguments: [(Cast.password, "battery staple", 2), ("wrong", "battery staple", 1), (Cast.password, "short", 1)])
    func passwordWork(current: String, new: String, hashes: Int) throws {
        try withStore { cast, db in
            let count = Count()
            var form = FilledForm<PasswordField>([.current: current, .new: new])
            _ = try PasswordChange.parse(&form, of: cast.mara.id, hasher: count.hasher, &db)
            #expect(count.hashes.load(ordering: .relaxed) == hashes)
        }
    }

    @Test("of two changes that were vouched for by the same password the first wins, and the second ends no session")
    func twice() throws {
        try withStore { cast, db in
            let (id, hasher, now) = (cast.mara.id, Cast.hasher, Timestamp(microseconds: 0))
            var emailForm = FilledForm<EmailField>([.email: "new@example.com", .password: Cast.password])
            let email = try #require(try EmailChange.parse(&emailForm, of: id, hasher: hasher, &db))
            var forms = ["battery staple", "another one"].map {
                FilledForm<PasswordField>([.current: Cast.password, .new: $0])
            }
            let first = try #require(try PasswordChange.parse(&forms[0], of: id, hasher: hasher, &db))
            let second = try #require(try PasswordChange.parse(&forms[1], of: id, hasher: hasher, &db))
            guard case .done(let token) = try first.store(&forms[0], at: now, &db) else {
                Issue.record("the first change was refused")
                return
            }
            _ = try second.store(&forms[1], at: now, &db)
            #expect(forms[1].mistake(in: .current) != nil)
            #expect(try Session.resume(token, at: now, &db) != nil)
            _ = try email.store(&emailForm, at: now, &db)
            #expect(emailForm.mistake(in: .password) != nil)
            #expect(try User.find(id, &db)?.email == cast.mara.email)
            let login = Login(email: "mara@example.com", password: "battery staple")
            let outcome = try login.attempt(hasher: hasher, &db)
            let user: User? = if case .verified(let login) = outcome { login.user } else { nil }
            #expect(user?.id == id)
        }
    }

    @Test("an address that another account took since it was checked is refused by the index")
    func taken() throws {
        try withStore { cast, db in
            var form = FilledForm<EmailField>([.email: "New@example.com", .password: Cast.password])
            let change = try #require(try EmailChange.parse(&form, of: cast.mara.id, hasher: Cast.hasher, &db))
            #expect(try User.register(Cast.registration("new@EXAMPLE.com"), &db) != nil)
            _ = try change.store(&form, at: Timestamp(microseconds: 0), &db)
            #expect(form.mistake(in: .email) != nil)
            #expect(try User.find(cast.mara.id, &db)?.email == cast.mara.email)
        }
    }

    private static let long = String(repeating: "m", count: 256)

    @Test("the words for a field are the same wherever it is asked for")
    func words() throws {
        try withStore { cast, db in
            var registration = FilledForm<RegistrationField>([.email: "x", .password: "short", .name: Self.long])
            #expect(try Registration.parse(&registration, hasher: Cast.hasher) == nil)
            var email = FilledForm<EmailField>([.email: "x"])
            _ = try EmailChange.parse(&email, of: cast.mara.id, hasher: Cast.hasher, &db)
            var password = FilledForm<PasswordField>([.new: "short"])
            _ = try PasswordChange.parse(&password, of: cast.mara.id, hasher: Cast.hasher, &db)
            var name = FilledForm<NameField>([.name: Self.long])
            #expect(NameChange.parse(&name) == nil)
            #expect(registration.mistakes.count == 3)
            #expect(email.mistake(in: .email)?.message == registration.mistake(in: .email)?.message)
            #expect(password.mistake(in: .new)?.message == registration.mistake(in: .password)?.message)
            #expect(name.mistake(in: .name)?.message == registration.mistake(in: .name)?.message)
        }
    }
}

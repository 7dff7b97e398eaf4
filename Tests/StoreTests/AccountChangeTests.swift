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
            let parsed = try EmailChange.parse(
                email: email, password: password, of: cast.mara.id, hasher: count.hasher, &db)
            #expect(count.hashes.load(ordering: .relaxed) == 1)
            #expect((try? parsed.get()) != nil || password != Cast.password)
        }
    }

    @Test(
        "a new password costs a second hash only when it will be stored",
        arguments: [(Cast.password, "battery staple", 2), ("wrong", "battery staple", 1), (Cast.password, "short", 1)])
    func passwordWork(current: String, new: String, hashes: Int) throws {
        try withStore { cast, db in
            let count = Count()
            _ = try PasswordChange.parse(
                current: current, new: new, of: cast.mara.id, hasher: count.hasher, &db)
            #expect(count.hashes.load(ordering: .relaxed) == hashes)
        }
    }

    @Test("of two changes that were vouched for by the same password the first wins, and the second ends no session")
    func twice() throws {
        try withStore { cast, db in
            let (id, hasher, now) = (cast.mara.id, Cast.hasher, Timestamp(microseconds: 0))
            let email = try EmailChange.parse(
                email: "new@example.com", password: Cast.password, of: id, hasher: hasher, &db
            ).get()
            let changes = try ["battery staple", "another one"].map {
                try PasswordChange.parse(current: Cast.password, new: $0, of: id, hasher: hasher, &db).get()
            }
            let token = try changes[0].store(at: now, &db).get()
            #expect(try changes[1].store(at: now, &db).failure?["current_password"] != nil)
            #expect(try Session.resume(token, at: now, &db) != nil)
            #expect(try email.store(at: now, &db).failure?["password"] != nil)
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
            let change = try EmailChange.parse(
                email: "New@example.com", password: Cast.password, of: cast.mara.id, hasher: Cast.hasher, &db
            ).get()
            #expect(try User.register(Cast.registration("new@EXAMPLE.com"), &db) != nil)
            #expect(try change.store(at: Timestamp(microseconds: 0), &db).failure?["email"] != nil)
            #expect(try User.find(cast.mara.id, &db)?.email == cast.mara.email)
        }
    }

    private static let long = String(repeating: "m", count: 256)

    @Test("the words for a field are the same wherever it is asked for")
    func words() throws {
        try withStore { cast, db in
            let registration = try Registration.parse(
                email: "x", password: "short", name: Self.long, hasher: Cast.hasher
            ).failure
            let email = try EmailChange.parse(email: "x", password: "", of: cast.mara.id, hasher: Cast.hasher, &db)
            let password = try PasswordChange.parse(
                current: "", new: "short", of: cast.mara.id, hasher: Cast.hasher, &db)
            #expect(registration?.entries.count == 3)
            #expect(email.failure?["email"] == registration?["email"])
            #expect(password.failure?["new_password"] == registration?["password"])
            #expect(NameChange.parse(name: Self.long).failure?["name"] == registration?["name"])
        }
    }
}

extension Result {
    /// What went wrong; nil when nothing did.
    fileprivate var failure: Failure? {
        guard case .failure(let failure) = self else { return nil }
        return failure
    }
}

import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Passwords
@testable import Store

// Case 22
@Suite("A password is the same from every keyboard")
struct PasswordSpellingTests {
    private let composed = "Müller-café"
    private let decomposed = "Mu\u{308}ller-cafe\u{301}"
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    @Test("registered in one spelling, it logs in in the other")
    func spellings() throws {
        try withStore { _, db in
            for (number, (registered, typed)) in [(composed, decomposed), (decomposed, composed)].enumerated() {
                let email = "nina\(number)@example.com"
                var form = FilledForm<RegistrationField>([.email: email, .password: registered])
                let registration = try #require(try Registration.parse(&form, hasher: Cast.hasher))
                _ = try User.register(registration, &db)
                #expect(try logIn(email, typed, Cast.hasher, &db) == true)
                #expect(try logIn(email, registered, Cast.hasher, &db) == true)
                #expect(try logIn(email, "Muller-cafe", Cast.hasher, &db) == false)
            }
        }
    }

    @Test("a hash of before, of the text as it was typed, is still good, and is then made anew")
    func formerHash() throws {
        try withStore { cast, db in
            let former = try Cast.hasher.hash(decomposed)
            try db.run("UPDATE users SET password = \(former.phc) WHERE id = \(cast.mara.id)")
            let isComposedRight = try logIn("mara@example.com", composed, Cast.hasher, &db)
            #expect(!isComposedRight)
            #expect(try logIn("mara@example.com", decomposed, Cast.hasher, &db) == true)
            #expect(try logIn("mara@example.com", composed, Cast.hasher, &db) == true)
            #expect(try logIn("mara@example.com", decomposed, Cast.hasher, &db) == true)
        }
    }

    // Attack 19
    @Test("an unknown address costs the same work as a wrong password, in any spelling")
    func work() throws {
        try withStore { cast, db in
            let hashes = Counter()
            for password in ["wrong", "wrong\u{E9}", "wrong e\u{301}", String(repeating: "e\u{301}", count: 4_000)] {
                let isRight = try logIn("mara@example.com", password, hashes.hasher, &db)
                #expect(!isRight)
                let known = hashes.take()
                for email in ["nobody@example.com", "no address"] {
                    let isIn = try logIn(email, password, hashes.hasher, &db)
                    #expect(!isIn)
                    #expect(hashes.take() == known)
                }
                #expect((1...2).contains(known))
            }
        }
    }

    private func logIn(
        _ email: String, _ password: String, _ hasher: PasswordHasher, _ db: inout Database
    ) throws -> Bool {
        let outcome = try Login(email: email, password: password).attempt(hasher: hasher, &db)
        return if case .verified(let login) = outcome { try Session.start(login, at: now, &db) != nil } else { false }
    }

    private final class Counter: Sendable {
        private let hashes = Atomic(0)

        var hasher: PasswordHasher {
            PasswordHasher(
                parameters: PasswordParameters(memory: 64, iterations: 1, parallelism: 1), gate: nil,
                willCompute: { _ in self.hashes.add(1, ordering: .relaxed) })
        }

        func take() -> Int { hashes.exchange(0, ordering: .relaxed) }
    }
}

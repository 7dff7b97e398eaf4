import Synchronization
import Testing

@testable import Passwords

@Suite struct PasswordHasherTests {
    private static let cheap = PasswordParameters(memory: 64, iterations: 1, parallelism: 1)
    private let hasher = PasswordHasher(parameters: cheap, gate: nil)

    @Test(
        "A password is verified by its own hash, and no other is",
        arguments: ["password123", "", "pässwörd 🔑", "a\u{0}b", " "])
    func verifies(password: String) throws {
        let hash = try hasher.hash(password)
        #expect(try hasher.verify(password, against: hash))
        #expect(try !hasher.verify(password + " ", against: hash))
        #expect(try !hasher.verify("other", against: hash))
    }

    @Test("A NUL does not end a password")
    func nul() throws {
        let hash = try hasher.hash("a\u{0}b")
        #expect(try !hasher.verify("a", against: hash))
        #expect(try !hasher.verify("a\u{0}c", against: hash))
    }

    @Test("Passwords are compared as bytes: what looks the same is not the same")
    func bytes() throws {
        let hash = try hasher.hash("caf\u{E9}")
        #expect(try !hasher.verify("cafe\u{301}", against: hash))
    }

    @Test("A password of a mebibyte is hashed like any other")
    func long() throws {
        let password = String(repeating: "x", count: 1 << 20)
        let hash = try hasher.hash(password)
        #expect(try hasher.verify(password, against: hash))
        #expect(try !hasher.verify(password + "x", against: hash))
    }

    @Test("Two hashes of one password differ, and each is argon2id with a salt of 16 and a hash of 32 bytes")
    func salted() throws {
        let one = try hasher.hash("password123")
        let other = try hasher.hash("password123")
        #expect(one != other)
        let parts = one.phc.split(separator: "$")
        #expect(parts[0] == "argon2id")
        #expect(parts[2] == "m=64,t=1,p=1")
        #expect(parts[3].count == 22)
        #expect(parts[4].count == 43)
    }

    @Test("A new hash costs what OWASP asks for unless told otherwise")
    func standard() throws {
        let hash = try PasswordHasher(gate: nil).hash("password123")
        #expect(hash.phc.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try hasher.verify("password123", against: hash))
    }

    @Test("A hash that another program made is verified with its own parameters")
    func foreign() throws {
        // printf password | argon2 somesalt -id -t 2 -k 256 -p 1, RFC 9106 version 1.3: a vector of the reference implementation.
        let phc = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        let hash = try #require(PasswordHash(phc: phc))
        #expect(try hasher.verify("password", against: hash))
        #expect(try !hasher.verify("differentpassword", against: hash))
    }

    @Test("A hash that cost less than a new one would is to be made anew")
    func rehash() throws {
        let hash = try hasher.hash("x")
        #expect(!hasher.needsRehash(hash))
        #expect(
            PasswordHasher(parameters: .init(memory: 65, iterations: 1, parallelism: 1), gate: nil).needsRehash(hash))
        #expect(
            PasswordHasher(parameters: .init(memory: 64, iterations: 2, parallelism: 1), gate: nil).needsRehash(hash))
        #expect(
            !PasswordHasher(parameters: .init(memory: 32, iterations: 1, parallelism: 1), gate: nil).needsRehash(hash))
    }

    @Test("A wrong password and an unknown e-mail cost the same: one hash with the same parameters")
    func sameWork() throws {
        let counter = WorkCounter()
        let hasher = PasswordHasher(parameters: PasswordHasherTests.cheap, gate: nil, willCompute: counter.count)
        let hash = try hasher.hash("password123")
        #expect(counter.take() == [PasswordHasherTests.cheap])
        #expect(try !hasher.verify("wrong", against: hash))
        let known = counter.take()
        try hasher.verifyNothing()
        #expect(counter.take() == known)
        #expect(known == [PasswordHasherTests.cheap])
    }

    // Attack 19
    @Test(
        "After a raise of the costs an older hash, a new one and none cost the same work",
        arguments: [(64, 1), (64, 2), (100, 1), (32, 3), (200, 2)])
    func raised(memory: Int, iterations: Int) throws {
        let today = PasswordParameters(memory: 200, iterations: 2, parallelism: 1)
        let older = PasswordParameters(memory: memory, iterations: iterations, parallelism: 1)
        let hash = try PasswordHasher(parameters: older, gate: nil).hash("password123")
        let counter = WorkCounter()
        let hasher = PasswordHasher(parameters: today, gate: nil, willCompute: counter.count)
        try hasher.verifyNothing()
        let unknown = counter.take().map(\.work).reduce(0, +)
        #expect(try !hasher.verify("wrong", against: hash))
        let known = counter.take().map(\.work).reduce(0, +)
        #expect(unknown == 400)
        // Rounded down to whole blocks of a pass.
        #expect(unknown - today.iterations < known && known <= unknown)
    }

    @Test(
        "Parameters that cannot be computed are an error, not the end of the process",
        arguments: [
            (0, 1, 1), (64, 0, 1), (64, 1, 0), (-1, -1, -1), (Int.max, 1, 1), (64, Int.max, 1), (64, 1, Int.max),
            (300_000, 1, 1),
        ])
    func unusable(memory: Int, iterations: Int, parallelism: Int) {
        let parameters = PasswordParameters(memory: memory, iterations: iterations, parallelism: parallelism)
        let hasher = PasswordHasher(parameters: parameters, gate: nil)
        #expect(throws: PasswordError.self) { try hasher.hash("x") }
        #expect(throws: PasswordError.self) { try hasher.verifyNothing() }
    }
}

/// Remembers what was computed, for a hasher that tells it.
private final class WorkCounter: Sendable {
    private let computed = Mutex<[PasswordParameters]>([])

    var count: @Sendable (PasswordParameters) -> Void {
        { parameters in self.computed.withLock { $0.append(parameters) } }
    }

    func take() -> [PasswordParameters] {
        computed.withLock { list in
            defer { list = [] }
            return list
        }
    }
}

import Passwords
import Testing

@Suite struct PasswordHashTests {
    private static let salt = "c29tZXNhbHRzb21lc2FsdA"
    private static let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    private func phc(
        algorithm: String = "argon2id", version: String = "v=19", parameters: String = "m=19456,t=2,p=1",
        salt: String = salt, hash: String = hash
    ) -> String {
        "$\(algorithm)$\(version)$\(parameters)$\(salt)$\(hash)"
    }

    @Test("A stored hash gives its parameters")
    func parameters() throws {
        let hash = try #require(PasswordHash(phc: phc(parameters: "m=65536,t=3,p=4")))
        #expect(hash.parameters == PasswordParameters(memory: 65_536, iterations: 3, parallelism: 4))
        #expect(hash.phc == phc(parameters: "m=65536,t=3,p=4"))
    }

    @Test(
        "Parameters are taken only up to the ceiling, and from the floor on",
        arguments: [
            ("m=262144,t=10,p=4", true), ("m=262145,t=2,p=1", false), ("m=19456,t=11,p=1", false),
            ("m=19456,t=2,p=5", false),
            ("m=8,t=1,p=1", true), ("m=7,t=1,p=1", false), ("m=31,t=1,p=4", false), ("m=19456,t=0,p=1", false),
            ("m=19456,t=2,p=0", false),
            ("m=4294967295,t=2,p=1", false), ("m=99999999999999999999,t=2,p=1", false),
        ])
    func ceiling(parameters: String, isTaken: Bool) {
        #expect((PasswordHash(phc: phc(parameters: parameters)) != nil) == isTaken)
    }

    @Test("Anything but the one way to write a hash is refused")
    func malformed() {
        for parameters in [
            "", "m=19456,t=2", "m=19456,t=2,p=1,x=1", "t=2,m=19456,p=1", "m=019456,t=2,p=1", "m=+1,t=2,p=1",
            "m=-8,t=2,p=1",
            "m=1 9,t=2,p=1", "m=,t=2,p=1", "m=19456,t=2,p=1 ", "m=１９４５６,t=2,p=1",
        ] {
            #expect(PasswordHash(phc: phc(parameters: parameters)) == nil)
        }
        for algorithm in ["argon2i", "argon2d", "argon2", "2b", ""] {
            #expect(PasswordHash(phc: phc(algorithm: algorithm)) == nil)
        }
        for version in ["v=16", "v=019", "", "19"] { #expect(PasswordHash(phc: phc(version: version)) == nil) }
        for salt in [
            "", "AAAAAAAAAA", "c29tZXNhbHRzb21lc2FsdA==", "c29tZXNhbHRzb21lc2Fsd_", "c29tZXNhbHRzb21lc2FsdB",
            "AAAAAAAAAAAAA",
        ] {
            #expect(PasswordHash(phc: phc(salt: salt)) == nil)
        }
        for text in [
            "", "$", "$$$$$", "password123", phc() + "$", phc() + "\u{0}", " " + phc(),
            phc() + String(repeating: "A", count: 300),
        ] {
            #expect(PasswordHash(phc: text) == nil)
        }
    }
}

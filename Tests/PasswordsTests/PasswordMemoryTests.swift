import FoundationEssentials
import Passwords
import Testing

@Suite("The memory of hashing")
struct PasswordMemoryTests {
    // Attack 17
    @Test("After a hash, its 19 MiB are the system's again")
    func givenBack() throws {
        let hasher = PasswordHasher(gate: nil)
        let hash = try hasher.hash("password123")
        let before = try privateKibibytes()
        for _ in 0..<4 { #expect(try hasher.verify("password123", against: hash)) }
        // Other tests of this process may be at work meanwhile; a hash that stays would be 19,456.
        #expect(try privateKibibytes() - before < 12_000)
        #expect(before < 200_000)
    }

    private func privateKibibytes() throws -> Int {
        let text = try #require(FileManager.default.contents(atPath: "/proc/self/smaps_rollup"))
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("Private_") }
            .compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }.reduce(0, +)
    }
}

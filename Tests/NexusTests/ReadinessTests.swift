import Testing

@testable import Nexus

@Suite("Whether the store is ready")
struct ReadinessTests {
    @Test("A disk with less room than wanted, or that cannot be looked at, is said")
    func disk() {
        #expect(Readiness.disk(free: 16 << 20, least: 16 << 20) == nil)
        #expect(Readiness.disk(free: 1 << 20, least: 16 << 20)?.hasPrefix("disk: 1 MiB") == true)
        #expect(Readiness.disk(free: nil, least: 0) != nil)
    }
}

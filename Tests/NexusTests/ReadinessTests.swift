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

    // Attack 14
    @Test("A disk that is nearly as full as it may be is said before it is")
    func lowDisk() {
        #expect(Readiness.lowDisk(free: 100 << 20, least: 16 << 20)?.contains("100 MiB") == true)
        #expect(Readiness.lowDisk(free: 300 << 20, least: 16 << 20) == nil)
        #expect(Readiness.lowDisk(free: 1 << 20, least: 16 << 20) == nil, "that is a fault")
        #expect(Readiness.lowDisk(free: 1, least: 0) == nil)
    }
}

import Testing

@testable import Serving

@Suite("When workers are replaced")
struct RestartPolicyTests {
    @Test("A worker that came up and dies later is replaced at once, however often that happens")
    func crashes() {
        var policy = RestartPolicy()
        for _ in 0..<100 { policy.died(wasReady: true, served: 1, age: .milliseconds(50)) }
        for _ in 0..<100 { policy.died(wasReady: true, served: 0, age: .seconds(2)) }
        #expect(policy.pause == .zero)
        #expect(!policy.isOpen)
    }

    @Test("The pause doubles with each worker that does not come up; the fifth opens the breaker")
    func breaker() {
        var policy = RestartPolicy()
        var pauses: [Duration] = []
        for _ in 0..<4 {
            policy.died(wasReady: false, served: 0, age: .zero)
            #expect(!policy.isOpen)
            pauses.append(policy.pause)
        }
        #expect(pauses == [100, 200, 400, 800].map { .milliseconds($0) })
        policy.died(wasReady: true, served: 0, age: .milliseconds(999))
        #expect(policy.isOpen)
        #expect(policy.pause == RestartPolicy.rest)
        #expect(policy.atOnce == 1)
        for _ in 0..<1000 { policy.died(wasReady: false, served: 0, age: .zero) }
        #expect(policy.pause == RestartPolicy.rest)
    }

    @Test("The death of an old worker does not close the breaker; a new one that proves itself does")
    func closing() {
        var policy = RestartPolicy()
        for _ in 0..<5 { policy.died(wasReady: false, served: 0, age: .zero) }
        policy.died(wasReady: true, served: 500, age: .seconds(60))
        #expect(policy.isOpen)
        policy.proved()
        #expect(policy == RestartPolicy())
    }

    private func limits(requests: Int = 10_000, memory: Int = 64) -> WorkerLimits {
        WorkerLimits(deadlineSeconds: 10, slowMilliseconds: 500, requests: requests, memoryMebibytes: memory)
    }

    @Test("The number of requests varies by a tenth either way, and is never none")
    func jitter() {
        #expect(limits().requests(chance: 0) == 9_000)
        #expect(limits().requests(chance: 0.5) == 10_000)
        #expect(limits().requests(chance: 1) == 11_000)
        #expect(limits().requests(chance: 7) == 11_000)
        #expect(limits(requests: 1).requests(chance: 0) == 1)
    }

    @Test("A worker retires after its requests")
    func requests() {
        var retirement = Retirement(limits(requests: 100), chance: 0.5)
        #expect(retirement.reason(served: 99) { 0 } == nil)
        #expect(retirement.reason(served: 100) { 0 } == .requests(100))
    }

    @Test("A worker that has grown too large retires; the memory is looked at once in a hundred requests")
    func memory() {
        var retirement = Retirement(limits(memory: 8), chance: 0.5)
        var looks = 0
        for served in 0..<UInt64(250) {
            let reason = retirement.reason(served: served) {
                looks += 1
                return 8 << 20
            }
            #expect(reason == nil)
        }
        #expect(looks == 3)
        #expect(retirement.reason(served: 300) { 8 << 20 + 1 } == .memory(8 << 20 + 1))
        #expect(retirement.reason(served: 400) { nil } == nil)
    }

    @Test("Private memory is the sum of what is private, clean and dirty")
    func smaps() throws {
        let text = """
            5570-7ffd ---p 00000000 00:00 0                    [rollup]
            Rss:                4716 kB
            Shared_Clean:       1800 kB
            Private_Clean:        12 kB
            Private_Dirty:      2300 kB
            Private_Hugetlb:       0 kB

            """
        #expect(PrivateMemory.parse(Array(text.utf8)) == 2312 << 10)
        #expect(PrivateMemory.parse(Array("nothing".utf8)) == nil)
        #expect(PrivateMemory.parse(Array("Private_Dirty: many kB\n".utf8)) == nil)
        #expect(try #require(PrivateMemory.now()) > 100_000)
    }
}

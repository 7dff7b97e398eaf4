import Testing

@testable import Nexus

@Suite("The sizing rule")
struct SizingTests {
    private func check(
        workers: Int = 4, connections: Int? = 97, machine: Int = 2_000, backlog: Int? = 4096
    ) -> SizingCheck {
        SizingCheck(
            workers: workers, cores: 2, passwordSlots: 2, memoryMebibytes: 64, connections: connections,
            machineMebibytes: machine, backlog: backlog)
    }

    @Test("Four workers need seven connections and at most 313 MiB, and that is said")
    func rule() {
        #expect(!check().finding.isAmiss)
        #expect(
            check().finding.text
                == "✓ sizing: 4 workers on 2 cores: 7 connections of 97, at most 313 MiB of 2000, backlog 4096")
    }

    @Test("Too few connections, too little memory and a small backlog are amiss, each with its remedy")
    func amiss() {
        #expect(check(connections: 6).finding.text.contains("max_connections"))
        #expect(check(connections: 7).finding.isAmiss == false)
        #expect(check(machine: 293).finding.text.contains("NEXUS_WORKER_MEMORY"))
        #expect(check(backlog: 128).finding.text.contains("net.core.somaxconn=4096"))
    }

    @Test("What cannot be asked is not held against the store")
    func unknown() {
        #expect(!check(connections: nil, backlog: nil).finding.isAmiss)
    }
}

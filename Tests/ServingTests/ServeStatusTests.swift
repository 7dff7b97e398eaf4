import FoundationEssentials
import Glibc
import Processes
import Testing

@testable import Serving

@Suite("How the status is shown")
struct ServeStatusTests {
    private var status: ServeStatus {
        let idle = SlotReport(
            slot: 0, role: "worker", process: 100, state: .idle, milliseconds: 5, route: "", requestID: "", served: 7,
            slow: 0,
            ageSeconds: 60, memory: 2 << 20)
        let working = SlotReport(
            slot: 1, role: "worker", process: 101, state: .working, milliseconds: 1_050, route: "product",
            requestID: "a-1", served: 8,
            slow: 1, ageSeconds: 61, memory: 3 << 20)
        return ServeStatus(
            manager: 99, startedAt: 1_700_000_000, seats: 2, workers: [idle, working],
            queue: ListenQueue(answer: queueAnswer(waiting: 3)), isBreakerOpen: false, deadlineSeconds: 10,
            silentMilliseconds: 30,
            accepted: 16, requests: 15, slow: 1, restarts: 4, crashes: 2, recycled: 1, deadlineKills: 1, reloads: 0,
            failedReloads: 0)
    }

    /// As the kernel answers about a unix socket: header, message, an attribute of no interest, the queue.
    private func queueAnswer(waiting: UInt8, type: UInt8 = 20) -> [UInt8] {
        let header: [UInt8] = [56, 0, 0, 0, type, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        let message: [UInt8] = [1, 1, 10, 0] + [UInt8](repeating: 0, count: 12)
        return header + message + [5, 0, 6, 0, 0, 0, 0, 0] + [12, 0, 4, 0, waiting, 0, 0, 0, 0, 16, 0, 0]
    }

    private struct Read: Decodable {
        struct Worker: Decodable { let role, state, route, request_id: String }
        let process, active, idle: Int
        let queue: [String: Int]?
        let breaker: String
        let totals: [String: Int]
        let workers: [Worker]
    }

    @Test("JSON has all of it")
    func json() throws {
        var status = status
        let read = try JSONDecoder().decode(Read.self, from: Data(status.json.utf8))
        #expect((read.process, read.active, read.idle, read.breaker) == (99, 1, 1, "closed"))
        #expect(read.queue == ["waiting": 3, "limit": 4096])
        #expect(read.totals["requests"] == 15)
        #expect(read.totals["deadline_kills"] == 1)
        #expect(read.workers.map(\.state) == ["idle", "working"])
        #expect(read.workers.map(\.role) == ["worker", "worker"])
        #expect(read.workers.map(\.request_id) == ["", "a-1"])
        status.queue = nil
        status.isBreakerOpen = true
        let other = try JSONDecoder().decode(Read.self, from: Data(status.json.utf8))
        #expect(other.queue == nil)
        #expect(other.breaker == "open")
    }

    @Test("OpenMetrics has a family for each figure, counters with their suffix, and an end")
    func openMetrics() {
        let lines = status.openMetrics.split(separator: "\n")
        #expect(status.openMetrics.hasSuffix("\n# EOF\n"))
        for line in [
            "nexus_workers{state=\"idle\"} 1", "nexus_workers{state=\"draining\"} 0",
            "nexus_worker_busy_seconds{slot=\"1\",route=\"product\"} 1.050", "nexus_requests_total 15",
            "nexus_accepted_total 16",
            "nexus_listen_queue 3", "nexus_breaker_open 0", "nexus_worker_memory_bytes{slot=\"0\"} 2097152",
            "# TYPE nexus_requests counter",
        ] {
            #expect(lines.contains { $0 == line }, "\(line)")
        }
        var without = status
        without.queue = nil
        #expect(!without.openMetrics.contains("nexus_listen_queue"))
    }

    @Test("The table shows each worker, and the breaker only when it is open")
    func table() {
        var status = status
        #expect(status.table.contains("2 of 2: 1 active, 1 idle\n"))
        #expect(status.table.contains("3 of 4096 waiting"))
        #expect(status.table.contains("\n101      worker  working  1050 ms  product  a-1      8"))
        #expect(!status.table.contains(" \n"))
        status.isBreakerOpen = true
        #expect(status.table.contains("BREAKER OPEN"))
    }

    @Test("An answer of the kernel that says nothing of a queue is none")
    func strayAnswers() {
        #expect(ListenQueue(answer: []) == nil)
        #expect(ListenQueue(answer: queueAnswer(waiting: 1, type: 2)) == nil)
        #expect(ListenQueue(answer: queueAnswer(waiting: 1).dropLast(5)) == nil)
        #expect(ListenQueue(answer: queueAnswer(waiting: 1).prefix(32)) == nil)
    }

    @Test("Connections that nobody accepts are counted")
    func queue() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = "\(directory)/socket"
        let listener = try UnixListener(path, mode: 0o600)
        let waiting = [UnixSocket.connect(path), UnixSocket.connect(path)]
        // Kernels without CONFIG_UNIX_DIAG do not tell; then there is nothing, and never a wrong number.
        let queue = ListenQueue(listener: listener.descriptor)
        #expect(queue == nil || queue?.waiting == 2)
        for case let connection? in waiting { close(connection) }
        #expect(ListenQueue(listener: -1) == nil)
    }

    @Test(
        "Only an address of this machine is let at the status",
        arguments: [
            ("127.0.0.1", true), ("127.9.8.7", true), ("::1", true), ("unix:", true), ("", false), ("128.0.0.1", false),
            ("127.0.0.1.example.com", false), ("127.0.0", false), ("127.0.0.999", false), ("::ffff:127.0.0.1", false),
        ])
    func addresses(address: String, isHere: Bool) {
        #expect(Probes.isHere(address) == isHere)
    }

    @Test(
        "The probes have three addresses, with or without a query, and nothing else is one",
        arguments: [
            ("/healthz", "healthz"), ("/readyz", "readyz"), ("/status?format=json", "status"), ("/status?", "status"),
            ("/", nil), ("/statuses", nil), ("/status/", nil), ("/healthz/x", nil), ("/products/status", nil),
            ("", nil),
            ("//status", nil), ("/%73tatus", nil),
        ])
    func names(target: String, name: String?) {
        #expect(Probes.name(of: target) == name)
    }
}

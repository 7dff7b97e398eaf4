import FoundationEssentials
import Glibc
import Processes
import Testing

@Suite("Logs that do not fill the disk")
struct BoundedLogTests {
    private func withLog(_ lines: Int, _ body: (BoundedLog) throws -> Void) throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = "\(directory)/worker.log"
        try Files.write((0..<lines).map { "line \($0)\n" }.joined(), to: path)
        try body(BoundedLog(path, limit: 1_000))
    }

    // Attack 18
    @Test("A log within its limit is left alone, and one beyond it is too large")
    func limit() throws {
        try withLog(10) { #expect(!$0.isTooLarge) }
        try withLog(1_000) { #expect($0.isTooLarge) }
        #expect(!BoundedLog("/nowhere/worker.log").isTooLarge)
    }

    // Attack 18
    @Test("What is cut keeps its last lines beside it, whole, and goes on for those who hold it open")
    func cut() throws {
        try withLog(1_000) { log in
            let writer = try Files.openLog(log.path)
            defer { close(writer) }
            try log.cut()
            let kept = try Files.contents("\(log.path).1")
            #expect(kept.hasPrefix("line ") && kept.hasSuffix("line 999\n"))
            #expect((980...1_000).contains(kept.utf8.count))
            Terminal.write("after\n", to: writer)
            #expect(try Files.contents(log.path) == "after\n")
            try log.cut()
            #expect(try Files.contents("\(log.path).1") == "after\n", "one old log is kept, not a row of them")
        }
    }

    // Attack 18
    @Test("A log whose writer opens it anew is set aside whole")
    func setAside() throws {
        try withLog(1_000) { log in
            try log.setAside()
            #expect(Files.status(log.path) == nil)
            #expect(try Files.contents("\(log.path).1").hasPrefix("line 0\n"))
        }
    }

    // Attack 14
    @Test("A disk is named by where it is mounted, also for what is not there yet, and refused when it is too full")
    func disk() throws {
        let disk = try #require(Disk(holding: "/proc/self/nothing/at/all"))
        #expect(disk.mountPoint == "/proc")
        #expect(try #require(Disk(holding: "/tmp")).free > 0)
        try Disk.require(0, for: "/tmp/x")
        let failure = #expect(throws: CommandFailure.self) { try Disk.require(.max, for: "/proc/x") }
        #expect(failure?.message.hasPrefix("the disk at /proc, which holds /proc/x, is full: 0 MiB are left") == true)
    }
}

import FoundationEssentials
import Glibc
import Processes
import Testing

@testable import Serving

@Suite("Backtraces of workers that crashed")
struct BacktracesTests {
    private let run = Files.makeTemporaryDirectory("/tmp/nexus-backtraces-") ?? "/tmp"

    private func leave(_ name: String, _ text: String) throws {
        try Files.write(text, to: "\(run)/crashes/\(name)")
    }

    @Test("A trace is given once, by lines, and only to the process that left it")
    func takenOnce() throws {
        let traces = try Backtraces(runDirectory: run)
        try leave("nexus-112-5.0.log", "crashed\n\nat a\nat b\n")
        #expect(traces.take(12).isEmpty)
        #expect(traces.take(112) == ["crashed", "at a", "at b"])
        #expect(traces.take(112).isEmpty)
    }

    @Test("All that a process left is taken away, and a long trace is cut")
    func cleared() throws {
        let traces = try Backtraces(runDirectory: run)
        for name in ["nexus-7-1.0.log", "nexus-7-2.0.log"] { try leave(name, String(repeating: "x", count: 100_000)) }
        #expect(traces.take(7).map(\.utf8.count) == [16_384])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(run)/crashes").isEmpty)
    }

    @Test("What an earlier serve left is gone, and nothing else is")
    func stale() throws {
        _ = try Backtraces(runDirectory: run)
        try leave("nexus-7-1.0.log", "old")
        try leave("notes", "somebody's")
        #expect(try Backtraces(runDirectory: run).take(7).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(run)/crashes") == ["notes"])
    }

    @Test("Registers, which may point at a password, are not asked for")
    func discreet() throws {
        let value = try #require(try Backtraces(runDirectory: run).environment["SWIFT_BACKTRACE"])
        let options = value.split(separator: ",")
        #expect(options.contains("registers=none") && options.contains("output-to=\(run)/crashes"))
    }
}

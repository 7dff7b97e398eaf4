import FoundationEssentials
import Glibc
import Processes
import Testing

@testable import Nexus

@Suite("The parts of `nexus up`")
struct RunningPartsTests {
    @Test("A part that cannot be started again stops no other, and is started as soon as that can be")
    func failedStart() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let program = "\(directory)/sleep"
        try FileManager.default.copyItem(atPath: try #require(Executable.find("sleep")), toPath: program)

        var parts = RunningParts()
        defer { parts.stop() }
        try parts.start(part("steady", try #require(Executable.find("sleep")), directory)) { _ in true }
        try parts.start(part("shaky", program, directory)) { _ in true }
        let steady = try #require(PidFile(path: "\(directory)/steady.pid").id)
        let shaky = try #require(PidFile(path: "\(directory)/shaky.pid").id)

        // As when the system is out of processes: posix_spawn fails.
        #expect(rename(program, "\(program).away") == 0)
        kill(shaky, SIGKILL)
        for _ in 0..<12_000 where kill(shaky, 0) == 0 {
            try parts.tend()
            usleep(5_000)
        }
        // Many more failures than deaths that are put up with.
        for _ in 0..<40 {
            try parts.tend()
            usleep(5_000)
        }
        #expect(kill(steady, 0) == 0)
        #expect(kill(shaky, 0) != 0)

        #expect(rename("\(program).away", program) == 0)
        for _ in 0..<12_000 where PidFile(path: "\(directory)/shaky.pid").id == shaky {
            try parts.tend()
            usleep(5_000)
        }
        let next = try #require(PidFile(path: "\(directory)/shaky.pid").id)
        #expect(next != shaky && kill(next, 0) == 0)
        #expect(PidFile(path: "\(directory)/steady.pid").id == steady)
    }

    @Test("A part that dies young again and again is given up")
    func youngDeaths() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var parts = RunningParts()
        defer { parts.stop() }
        try parts.start(part("brief", try #require(Executable.find("true")), directory)) { _ in true }
        let failure = #expect(throws: CommandFailure.self) {
            for _ in 0..<12_000 {
                try parts.tend()
                usleep(5_000)
            }
        }
        #expect(failure?.message.contains("brief ended with status 0, again and again") == true)
    }

    private func part(_ name: String, _ program: String, _ directory: String) -> Part {
        Part(
            name: name, launch: Launch(program, ["60"]), stopSignal: SIGTERM, patience: .seconds(2),
            pause: .milliseconds(1), log: "\(directory)/log", pidFile: PidFile(path: "\(directory)/\(name).pid"),
            prepare: {})
    }
}

import FoundationEssentials
import Glibc
import Logging
import Processes
import Testing

@testable import Serving

@Suite("The pool of processes and their roles")
struct WorkerPoolTests {
    private let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    /// A process that says on the scoreboard that it is in `state`, and goes on living.
    private func process(in state: WorkerState, _ scoreboard: String) -> Launch {
        let place = "\(Scoreboard.totals) + \(Scoreboard.slotSize) * $\(WorkerSlot.slotVariable)"
        let field = Scoreboard.Field.state.rawValue
        var launch = Launch(
            "/bin/sh",
            [
                "-c",
                "printf '\\00\(state.rawValue)' | dd bs=1 seek=$((8 * (\(place) + \(field)))) conv=notrunc status=none "
                    + "of=\"$\(WorkerSlot.fileVariable)\" && exec sleep 60",
            ])
        launch.environment[WorkerSlot.fileVariable] = scoreboard
        return launch
    }

    /// Runs a pool until its status is as wished for, a minute at most, and gives the last status.
    private func run(
        _ roles: (_ scoreboard: String) -> [Role], until isDone: (ServeStatus) -> Bool
    ) throws -> ServeStatus {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-pool-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = "\(directory)/scoreboard"
        let roles = roles(path)
        var pool = WorkerPool(
            roles, try Scoreboard.create(path, for: roles, listener: -1), try Backtraces(runDirectory: directory),
            logger)
        Signals.hold([SIGUSR2, SIGHUP, SIGCHLD])
        let end = ContinuousClock.now + .seconds(60)
        var last: ServeStatus?
        try pool.run(until: [SIGUSR2]) {
            last = try? ServeStatus.read(path)
            if last.map(isDone) ?? false || ContinuousClock.now > end { pthread_kill(pthread_self(), SIGUSR2) }
        }
        pool.stop()
        return try #require(last)
    }

    @Test("A role whose processes do not come up opens its own breaker, and the others have all of theirs")
    func breakers() throws {
        let status = try run(
            { path in
                [
                    Role("jobs", seats: 1, Launch("/bin/false", []), deadlineSeconds: 60),
                    Role("worker", seats: 2, process(in: .idle, path), deadlineSeconds: 10),
                ]
            }, until: { $0.isBreakerOpen && $0.idle == 2 })
        #expect(status.isBreakerOpen)
        #expect(status.workers.filter { $0.state == .idle }.map(\.role) == ["worker", "worker"])
        #expect(status.seats == 3)
    }

    @Test("Each role has its own deadline")
    func deadlines() throws {
        let status = try run(
            { path in
                [
                    Role("worker", seats: 1, process(in: .working, path), deadlineSeconds: 1),
                    Role("jobs", seats: 1, process(in: .working, path), deadlineSeconds: 60),
                ]
            }, until: { $0.deadlineKills == 2 })
        #expect(status.deadlineKills == 2)
        let ages = status.workers.filter { $0.role == "jobs" }.map(\.ageSeconds)
        #expect(ages.count == 1 && ages.allSatisfy { $0 >= 2 }, "the one with more time is still at it")
    }
}

import FastCGI
import FoundationEssentials
import Glibc
import Processes
import Testing

@testable import Serving

@Suite("The scoreboard")
struct ScoreboardTests {
    /// A file that is gone when `body` is done.
    private func withPath(_ body: (String) throws -> Void) throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body("\(directory)/scoreboard")
    }

    @Test("What a worker does is seen by who opens the file, and only its own user may")
    func shared() throws {
        try withPath { path in
            let board = try Scoreboard.create(path, slots: 3)
            board[1, .process] = 4711
            #expect(Files.status(path).map { $0.st_mode & 0o777 } == 0o600)
            let variables = [WorkerSlot.fileVariable: path, WorkerSlot.slotVariable: "1"]
            let slot = try WorkerSlot.own(variables, slowMilliseconds: .max, report: { _ in })
            let reader = try Scoreboard.open(path, .readOnly)
            #expect(reader.slots == 3)
            #expect(reader.report(1, now: 0) == nil)

            slot.follow(.waiting(answered: false))
            let ready = reader.report(1, now: MonotonicTime.now())
            #expect(ready?.state == .idle)
            slot.follow(.reading)
            slot.follow(.answering(requestID: "abc-123"))
            slot.note(route: "product")
            // Not inside #require: it copies what it calls, and a scoreboard cannot be copied.
            let later = reader.report(1, now: MonotonicTime.now() + 2_000_000_000)
            let working = try #require(later)
            #expect((working.process, working.state) == (4711, .working))
            #expect((working.route, working.requestID) == ("product", "abc-123"))
            #expect((2_000..<60_000).contains(working.milliseconds))
            slot.follow(.writing)
            #expect(reader.report(1, now: 0)?.state == .writing)
            slot.follow(.waiting(answered: true))
            let after = reader.report(1, now: MonotonicTime.now())
            let idle = try #require(after)
            #expect((idle.state, idle.served, idle.requestID) == (.idle, 1, ""))
            #expect(reader[.requests] == 1)
            #expect(reader.report(0, now: 0) == nil)
        }
    }

    @Test("A connection without a request is not counted as one")
    func unreadable() throws {
        let slot = try WorkerSlot.own([:], slowMilliseconds: .max, report: { _ in })
        slot.follow(.reading)
        slot.follow(.waiting(answered: false))
        #expect(slot.served == 0)
        let status = slot.status(listener: nil)
        #expect((status.idle, status.accepted, status.requests) == (1, 1, 0))
    }

    @Test("A worker that was told to end and has a request is draining; one without is not")
    func draining() throws {
        try withPath { path in
            let board = try Scoreboard.create(path, slots: 1)
            board[0, .leaving] = 1
            board[0, .state] = WorkerState.idle.rawValue
            #expect(board.report(0, now: 0)?.state == .idle)
            board[0, .state] = WorkerState.writing.rawValue
            #expect(board.report(0, now: 0)?.state == .draining)
            board.clear(0)
            #expect(board.report(0, now: 0) == nil)
        }
    }

    @Test("A worker that died in the middle of a change can still be read")
    func torn() throws {
        try withPath { path in
            let board = try Scoreboard.create(path, slots: 1)
            board[0, .state] = WorkerState.working.rawValue
            board[0, .sequence] = 7
            #expect(board.report(0, now: 0)?.state == .working)
        }
    }

    // Attack 20
    @Test("A process knows whether another of its role can serve: one that is up, stays, and lacks nothing")
    func others() throws {
        try withPath { path in
            let board = try Scoreboard.create(path, slots: 3)
            for (slot, role) in ["worker", "worker", "jobs"].enumerated() {
                board.write(role, to: Scoreboard.role, of: slot)
                board[slot, .state] = WorkerState.idle.rawValue
            }
            func slot(_ number: Int) throws -> WorkerSlot {
                try WorkerSlot.own(
                    [WorkerSlot.fileVariable: path, WorkerSlot.slotVariable: "\(number)"], slowMilliseconds: .max,
                    report: { _ in })
            }
            let (one, two) = (try slot(0), try slot(1))
            #expect(one.othersCanServe)
            two.note(canServe: false)
            #expect(!one.othersCanServe, "the third has another role")
            #expect(two.othersCanServe)
            two.note(canServe: true)
            #expect(one.othersCanServe)
            board[1, .leaving] = 1
            #expect(!one.othersCanServe)
            board[1, .leaving] = 0
            board[1, .state] = WorkerState.starting.rawValue
            #expect(!one.othersCanServe)
        }
    }

    @Test("A slow request is counted and told once, with its route and id; a quick one is not")
    func slow() throws {
        var told: [SlowRequest] = []
        var now: UInt64 = 0
        let slot = WorkerSlot(
            try Scoreboard.alone(), slot: 0, slowMilliseconds: 20, report: { told.append($0) }, now: { now })
        for (id, milliseconds) in [("quick", UInt64(19)), ("slow", 20)] {
            slot.follow(.reading)
            slot.follow(.answering(requestID: id))
            slot.note(route: "home")
            now += milliseconds * 1_000_000
            slot.follow(.writing)
            slot.follow(.waiting(answered: true))
        }
        let only = try #require(told.first)
        #expect(told.count == 1)
        #expect((only.route, only.requestID) == ("home", "slow"))
        #expect(only.milliseconds == 20)
        #expect(slot.status(listener: nil).slow == 1)
    }

    @Test(
        "A text comes back as far as there is room, and with nothing in it that could forge a line",
        arguments: [
            ("", ""), ("a", "a"), ("12345678", "12345678"), ("123456789", "123456789"),
            (String(repeating: "x", count: 32), String(repeating: "x", count: 32)),
            (String(repeating: "y", count: 40), String(repeating: "y", count: 32)), ("a\nb\"", "a?b?"),
        ])
    func texts(written: String, read: String) throws {
        let board = try Scoreboard.alone()
        board.write(String(repeating: "z", count: 32), to: Scoreboard.route, of: 0)
        board.write(written, to: Scoreboard.route, of: 0)
        #expect(board.text(Scoreboard.route, of: 0) == read)
        #expect(board.text(Scoreboard.requestID, of: 0) == "")
    }

    @Test("Numbers beyond the end read as zero and are not stored")
    func bounds() throws {
        let words = try SharedWords.alone(count: 2)
        words.store(5, at: 1)
        words.add(2, at: 1)
        for index in [-1, 2, .max] {
            words.store(9, at: index)
            words.add(9, at: index)
            #expect(words.load(index) == 0)
        }
        #expect(words.load(1) == 7)
    }

    @Test("A file of another layout, an empty one, a missing one and a slot that there is not are refused")
    func refused() throws {
        try withPath { path in
            #expect(throws: CommandFailure.self) { _ = try Scoreboard.open(path, .readOnly).slots }
            try Files.write("", to: path)
            #expect(throws: CommandFailure.self) { _ = try Scoreboard.open(path, .readOnly).slots }
            try Files.write(String(repeating: "x", count: 4096), to: path)
            #expect(throws: CommandFailure.self) { _ = try Scoreboard.open(path, .readOnly).slots }
            let board = try Scoreboard.create(path, slots: 1)
            #expect(board.slots == 1)
            let variables = [WorkerSlot.fileVariable: path, WorkerSlot.slotVariable: "1"]
            #expect(throws: CommandFailure.self) {
                try WorkerSlot.own(variables, slowMilliseconds: 1, report: { _ in })
            }
        }
    }
}

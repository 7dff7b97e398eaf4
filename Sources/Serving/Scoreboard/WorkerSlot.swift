public import FastCGI
public import Processes

/// A process's own slot of the scoreboard, which it keeps up to date: a dozen stores for each request, and no call to the
/// system but for the time. A class, because the server's loop and the handler both tell it things.
public final class WorkerSlot {
    /// How `serve` names the scoreboard's file and the slot in it to a worker.
    public static let fileVariable = "NEXUS_SCOREBOARD"
    static let slotVariable = "NEXUS_SCOREBOARD_SLOT"

    private let board: Scoreboard
    private let slot: Int
    private let slowMilliseconds: Int
    private let report: (SlowRequest) -> Void
    private let now: () -> UInt64
    private var since: UInt64

    /// - Parameters:
    ///   - slowMilliseconds: A request that took as long is counted and reported.
    ///   - report: Told of a slow request once it is answered.
    ///   - now: Nanoseconds on the clock of `MonotonicTime`.
    init(
        _ board: consuming Scoreboard, slot: Int, slowMilliseconds: Int = .max,
        report: @escaping (SlowRequest) -> Void = { _ in }, now: @escaping () -> UInt64 = MonotonicTime.now
    ) {
        self.board = board
        self.slot = slot
        self.slowMilliseconds = slowMilliseconds
        self.report = report
        self.now = now
        since = now()
    }

    /// The scoreboard and slot that `serve` named, or one of its own for a worker that no `serve` started.
    ///
    /// - Throws: `CommandFailure` when there is no such slot, or the scoreboard has another layout.
    public static func own(
        _ environment: [String: String], slowMilliseconds: Int, report: @escaping (SlowRequest) -> Void
    ) throws(CommandFailure) -> WorkerSlot {
        guard let path = environment[fileVariable], let slot = environment[slotVariable].flatMap({ Int($0) }) else {
            return WorkerSlot(
                try Scoreboard.alone(), slot: 0, slowMilliseconds: slowMilliseconds, report: report)
        }
        let board = try Scoreboard.open(path, .readWrite)
        guard (0..<board.slots).contains(slot) else { throw CommandFailure("\(path) has no slot \(slot)") }
        return WorkerSlot(board, slot: slot, slowMilliseconds: slowMilliseconds, report: report)
    }

    /// Requests that this worker has answered.
    public var served: UInt64 { board[slot, .served] }

    public var isBreakerOpen: Bool { board[.breakers] != 0 }

    /// All of the scoreboard, read.
    public func status(listener: Int32?) -> ServeStatus {
        ServeStatus(board, listener: listener)
    }

    public func follow(_ stage: Server.Stage) {
        switch stage {
        case .waiting(false): change(.idle, since: now())
        case .reading: begin()
        case .answering(let requestID): work(on: requestID)
        case .writing: board[slot, .state] = WorkerState.writing.rawValue
        case .waiting(true): end()
        }
    }

    public func note(route: String) {
        board.write(route, to: Scoreboard.route, of: slot)
    }

    public func note(memory: UInt64) {
        board[slot, .memory] = memory
    }

    /// Whether this process has what its work needs, such as a database; the others of its role may go by it.
    public func note(canServe: Bool) {
        board[slot, .unable] = canServe ? 0 : 1
    }

    /// Whether another process of the same role is up and has what its work needs, as far as it knows.
    public var othersCanServe: Bool {
        let role = board.text(Scoreboard.role, of: slot)
        return (0..<board.slots).contains { other in
            other != slot && board[other, .state] > WorkerState.starting.rawValue && board[other, .leaving] == 0
                && board[other, .unable] == 0 && board.text(Scoreboard.role, of: other) == role
        }
    }

    private func begin() {
        since = now()
        board.count(.accepted)
        together {
            board[slot, .since] = since
            board.write("", to: Scoreboard.route, of: slot)
            board.write("", to: Scoreboard.requestID, of: slot)
            board[slot, .state] = WorkerState.reading.rawValue
        }
    }

    private func work(on requestID: String) {
        together {
            board.write(requestID, to: Scoreboard.requestID, of: slot)
            board[slot, .state] = WorkerState.working.rawValue
        }
    }

    private func end() {
        let now = now()
        let time = MonotonicTime.milliseconds(from: since, to: now)
        let isSlow = time >= slowMilliseconds
        board[slot, .served] &+= 1
        board.count(.requests)
        if isSlow {
            board[slot, .slow] &+= 1
            board.count(.slow)
            report(
                SlowRequest(
                    route: board.text(Scoreboard.route, of: slot),
                    requestID: board.text(Scoreboard.requestID, of: slot), milliseconds: time))
        }
        change(.idle, since: now)
    }

    private func change(_ state: WorkerState, since: UInt64) {
        together {
            board[slot, .since] = since
            board[slot, .state] = state.rawValue
        }
    }

    /// Stores that belong together.
    private func together(_ stores: () -> Void) {
        let sequence = board[slot, .sequence]
        board[slot, .sequence] = sequence | 1
        stores()
        board[slot, .sequence] = (sequence | 1) &+ 1
    }
}

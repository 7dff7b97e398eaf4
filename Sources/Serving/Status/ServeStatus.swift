public import Processes

/// How `nexus serve` and its workers are doing, as the scoreboard says: plain values, to be shown.
public struct ServeStatus: Sendable, Equatable {
    /// The process of `serve`; zero for a worker that runs alone.
    public internal(set) var manager: Int32
    /// Seconds since 1970 UTC.
    var startedAt: UInt64
    /// How many workers there should be.
    var seats: Int
    var workers: [SlotReport]
    /// nil where the system does not tell.
    var queue: ListenQueue?
    /// Processes of some role die before they are ready, and are only tried now and then.
    var isBreakerOpen: Bool
    /// Of a request.
    var deadlineSeconds: Int
    /// Since `serve` last looked after its processes. It does so every quarter of a second.
    public internal(set) var silentMilliseconds: Int

    // Since `serve` was started, also by workers that are gone.
    /// Connections taken from the queue.
    var accepted: UInt64
    /// Requests answered. Those in hand, and those that a worker took with it when it died, are missing.
    var requests: UInt64
    var slow: UInt64
    /// Workers that were started in the place of another.
    var restarts: UInt64
    /// Workers that ended unasked.
    var crashes: UInt64
    /// Workers that had done enough requests, or had grown too large.
    var recycled: UInt64
    /// Workers that were killed because of a request's age.
    var deadlineKills: UInt64
    var reloads: UInt64
    /// Reloads that were given up, because a new worker did not come up.
    var failedReloads: UInt64

    var active: Int { workers.count { $0.state.isActive } }
    var idle: Int { workers.count { $0.state == .idle } }

    func count(_ state: WorkerState) -> Int { workers.count { $0.state == state } }
}

extension ServeStatus {
    /// What the scoreboard of a `serve` says now.
    ///
    /// - Throws: `CommandFailure` when there is none at `path`, or it is another version's.
    public static func read(_ path: String) throws(CommandFailure) -> ServeStatus {
        ServeStatus(try Scoreboard.open(path, .readOnly), listener: nil)
    }

    /// - Parameter listener: the listening socket, where this process has it; otherwise the one that `serve` named counts.
    init(_ board: borrowing Scoreboard, listener: Int32?) {
        let now = MonotonicTime.now()
        var workers: [SlotReport] = []
        for slot in 0..<board.slots {
            if let report = board.report(slot, now: now) { workers.append(report) }
        }
        self.init(
            manager: Int32(truncatingIfNeeded: board[.manager]), startedAt: board[.startedAt],
            seats: Int(clamping: board[.seats]), workers: workers,
            queue: listener.flatMap { ListenQueue(listener: $0) } ?? ListenQueue(inode: board[.socket]),
            isBreakerOpen: board[.breakers] != 0, deadlineSeconds: Int(clamping: board[.deadline]),
            silentMilliseconds: MonotonicTime.milliseconds(from: board[.beat], to: now),
            accepted: board[.accepted], requests: board[.requests], slow: board[.slow], restarts: board[.restarts],
            crashes: board[.crashes],
            recycled: board[.recycled], deadlineKills: board[.deadlineKills], reloads: board[.reloads],
            failedReloads: board[.failedReloads])
    }
}

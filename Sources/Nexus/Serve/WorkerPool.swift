import Glibc
import Logging

/// The workers of one socket: as many as there are seats. One that dies is replaced; all of them are, one by one, on
/// SIGHUP; one whose request is too old is killed. A worker only ever ends between two requests, unless it crashes or is
/// killed for its request's age; so replacing workers costs nobody a request.
struct WorkerPool: ~Copyable {
    struct Member {
        let child: ChildProcess
        let slot: Int
        let startedAt: ContinuousClock.Instant
        /// Since when it has been told to end; nil for one that stays.
        var leavingSince: ContinuousClock.Instant?
        /// It has been ready for a while, or has answered.
        var isProven = false
        var isKilled = false
    }

    private(set) var launch: Launch
    let board: Scoreboard
    let logger: Logger
    let limits: WorkerLimits
    let backtraces: Backtraces
    let seats: Int
    let clock = ContinuousClock()
    var members: [Member] = []
    /// Those that a reload has yet to replace, and the one just started in the place of the next of them.
    var outgoing: [pid_t] = []
    var successor: pid_t?
    var policy = RestartPolicy()
    /// When the next one may be started.
    var due: ContinuousClock.Instant
    /// A worker has been ready, so the settings are right.
    var hasBeenReady = false
    private var started = 0

    /// Slots beyond the seats: for a successor, and for those that still finish a request.
    static let spareSlots = 4
    /// - Parameters:
    ///   - launch: How to start a worker; the path of its program counts, so a new file there is what is started next.
    ///   - board: With `seats + spareSlots` slots.
    init(
        _ seats: Int, _ launch: Launch, _ board: consuming Scoreboard, _ limits: WorkerLimits, _ backtraces: Backtraces,
        _ logger: Logger
    ) {
        self.seats = seats
        self.launch = launch
        self.launch.environment.merge(backtraces.environment) { _, own in own }
        self.backtraces = backtraces
        self.board = board
        self.limits = limits
        self.logger = logger
        due = clock.now
    }

    /// Keeps all seats filled until one of `stopping` arrives (they, SIGHUP and SIGCHLD must be held).
    ///
    /// - Throws: `CommandFailure` when the first workers cannot be started, or refuse their settings.
    mutating func run(until stopping: [Int32]) throws(CommandFailure) {
        while true {
            try fill()
            let signal = Signals.wait(stopping + [SIGHUP, SIGCHLD], for: patience)
            if let signal, stopping.contains(signal) { return }
            if signal == SIGHUP { beginReload() }
            try takeEnds()
            endOverdue()
            watchStarts()
            reload()
        }
    }

    /// Lets every worker finish its request; ends those that do not in time.
    mutating func stop() {
        logger.info("stopping the workers", metadata: ["workers": "\(members.count)"])
        outgoing = []
        for index in members.indices { dismiss(index) }
        while !members.isEmpty {
            _ = Signals.wait([SIGCHLD], for: .milliseconds(100))
            // Only the first workers' refusal is thrown, and that is told already.
            try? takeEnds()
            endOverdue()
        }
    }

    /// How long nothing has to be looked at: a worker that starts is waited for, and ages are counted by the quarter.
    private var patience: Duration {
        if successor != nil || !outgoing.isEmpty || members.contains(where: { !isReady($0) }) {
            return .milliseconds(20)
        }
        return .milliseconds(250)
    }

    var staying: Int { members.count { $0.leavingSince == nil } }

    func isReady(_ member: Member) -> Bool {
        board[member.slot, .state] > WorkerState.starting.rawValue
    }

    private mutating func fill() throws(CommandFailure) {
        while staying - (successor == nil ? 0 : 1) < seats, clock.now >= due {
            guard members.count(where: { !isReady($0) }) < policy.atOnce, try start() != nil else { return }
        }
    }

    /// The new worker's id; nil when none can be started now.
    mutating func start() throws(CommandFailure) -> pid_t? {
        guard let slot = (0..<board.slots).first(where: { slot in !members.contains { $0.slot == slot } }) else {
            return nil
        }
        var launch = launch
        launch.environment[WorkerSlot.slotVariable] = "\(slot)"
        let now = MonotonicTime.now()
        board.clear(slot)
        board[slot, .since] = now
        board[slot, .startedAt] = now
        board[slot, .state] = WorkerState.starting.rawValue
        do {
            let child = try launch.start()
            // Of another process that had this number; this one has had no time to leave any.
            _ = backtraces.take(child.id)
            board[slot, .process] = UInt64(child.id)
            members.append(Member(child: child, slot: slot, startedAt: clock.now))
            if started >= seats { board.count(.restarts) }
            started += 1
            return child.id
        } catch {
            board.clear(slot)
            guard hasBeenReady else { throw error }
            logger.error("a worker cannot be started", metadata: ["error": "\(error.message)"])
            noteDeath(wasReady: false, served: 0, age: .zero)
            return nil
        }
    }

    /// Tells a worker to end after the request in hand.
    mutating func dismiss(_ index: Int) {
        guard members[index].leavingSince == nil else { return }
        members[index].leavingSince = clock.now
        board[members[index].slot, .leaving] = 1
        members[index].child.send(SIGTERM)
    }
}

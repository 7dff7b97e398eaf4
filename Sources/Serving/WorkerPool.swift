internal import Glibc
public import Logging
public import Processes

/// The processes that do the store's work: for each role as many as it has seats. One that dies is replaced; all of them
/// are, one by one, on SIGHUP; one whose work is too old is killed. A worker only ever ends between two pieces of work,
/// unless it crashes or is killed for its work's age; so replacing workers costs nobody a request.
public struct WorkerPool: ~Copyable {
    struct Member {
        let child: ChildProcess
        /// The place of its crew in `crews`.
        let crew: Int
        let slot: Int
        let startedAt: ContinuousClock.Instant
        /// Since when it has been told to end; nil for one that stays.
        var leavingSince: ContinuousClock.Instant?
        /// It has been ready for a while, or has done something.
        var isProven = false
        var isKilled = false
    }

    let board: Scoreboard
    let logger: Logger
    let backtraces: Backtraces
    let clock = ContinuousClock()
    var crews: [Crew]
    var members: [Member] = []
    /// Those that a reload has yet to replace, and the one just started in the place of the next of them.
    var outgoing: [pid_t] = []
    var successor: pid_t?

    /// Slots beyond the seats: for a successor, and for those that still finish their work.
    private static let spareSlots = 4

    /// How many slots the scoreboard of such a pool has.
    public static func slots(for roles: [Role]) -> Int { roles.reduce(spareSlots) { $0 + $1.seats } }

    /// - Parameter board: With as many slots as `slots(for:)` says.
    public init(
        _ roles: [Role], _ board: consuming Scoreboard, _ backtraces: Backtraces, _ logger: Logger
    ) {
        crews = roles.map { [clock] in Crew(role: $0, due: clock.now) }
        self.backtraces = backtraces
        self.board = board
        self.logger = logger
    }

    /// Keeps all seats filled until one of `stopping` arrives (they, SIGHUP and SIGCHLD must be held).
    ///
    /// - Parameter tick: called every quarter of a second, and more often while something happens.
    /// - Throws: `CommandFailure` when the first processes of a role cannot be started, or refuse their settings.
    public mutating func run(until stopping: [Int32], tick: () -> Void = {}) throws(CommandFailure) {
        while true {
            board[.beat] = MonotonicTime.now()
            tick()
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

    /// Lets every worker finish what it has in hand; ends those that do not in time.
    public mutating func stop() {
        logger.info("stopping the workers", metadata: ["workers": "\(members.count)"])
        outgoing = []
        for index in members.indices { dismiss(index) }
        while !members.isEmpty {
            board[.beat] = MonotonicTime.now()
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

    /// How many of a crew have not been told to end.
    func staying(_ crew: Int) -> Int { members.count { $0.crew == crew && $0.leavingSince == nil } }

    func isReady(_ member: Member) -> Bool {
        board[member.slot, .state] > WorkerState.starting.rawValue
    }

    private mutating func fill() throws(CommandFailure) {
        for crew in crews.indices {
            let successors = members.count { $0.crew == crew && $0.child.id == successor }
            while staying(crew) - successors < crews[crew].role.seats, clock.now >= crews[crew].due {
                let starting = members.count { $0.crew == crew && !isReady($0) }
                guard starting < crews[crew].policy.atOnce, try start(crew) != nil else { break }
            }
        }
    }

    /// The id of a new process of that crew; nil when none can be started now.
    mutating func start(_ crew: Int) throws(CommandFailure) -> pid_t? {
        guard let slot = (0..<board.slots).first(where: { slot in !members.contains { $0.slot == slot } }) else {
            return nil
        }
        let role = crews[crew].role
        var launch = role.launch
        launch.environment.merge(backtraces.environment) { _, own in own }
        launch.environment[WorkerSlot.slotVariable] = "\(slot)"
        let now = MonotonicTime.now()
        board.clear(slot)
        board[slot, .since] = now
        board[slot, .startedAt] = now
        board.write(role.name, to: Scoreboard.role, of: slot)
        board[slot, .state] = WorkerState.starting.rawValue
        do {
            let child = try launch.start()
            // Of another process that had this number; this one has had no time to leave any.
            _ = backtraces.take(child.id)
            board[slot, .process] = UInt64(child.id)
            members.append(Member(child: child, crew: crew, slot: slot, startedAt: clock.now))
            if crews[crew].started >= role.seats { board.count(.restarts) }
            crews[crew].started += 1
            return child.id
        } catch {
            board.clear(slot)
            guard crews[crew].hasBeenReady else { throw error }
            logger.error("a \(role.name) cannot be started", metadata: ["error": "\(error.message)"])
            noteDeath(crew, wasReady: false, served: 0, age: .zero)
            return nil
        }
    }

    /// Tells a worker to end after what it has in hand.
    mutating func dismiss(_ index: Int) {
        guard members[index].leavingSince == nil else { return }
        members[index].leavingSince = clock.now
        board[members[index].slot, .leaving] = 1
        members[index].child.send(SIGTERM)
    }
}

internal import Glibc
public import Processes

/// What `nexus serve` and its processes know of each other: one slot for each of them, and totals that outlive them. It is a
/// small file in the run directory that all of them have mapped, so that a store into it costs a worker nothing.
///
/// A slot is written by its worker, and by `serve` while there is none. Readers never hold anybody up: they read a slot
/// again when its sequence number says that it changed under them.
public struct Scoreboard: ~Copyable {
    /// Numbers of the store as a whole, and where they are.
    enum Total: Int, CaseIterable, Sendable {
        case mark, slots, manager, startedAt, seats, socket, deadline
        /// How many roles have an open breaker.
        case breakers
        /// When `serve` was last seen at work, of `MonotonicTime`.
        case beat
        case requests = 16  // Written by all workers, so it shares its cache line with nothing that is only read.
        case slow, accepted
        case restarts = 24, crashes, recycled, deadlineKills, reloads, failedReloads
    }

    /// One slot's numbers. Its route and id, and the role, follow them.
    enum Field: Int, CaseIterable, Sendable {
        /// Odd while the worker changes what belongs together.
        case sequence
        case process, state, since, served, slow, startedAt, memory, leaving
        /// 1 while the process lacks what its work needs.
        case unable = 23
    }

    /// Numbers before the first slot, and of one slot: whole cache lines.
    static let totals = 32
    static let slotSize = 24
    static let route = TextField(start: 9, words: 4)
    static let requestID = TextField(start: 13, words: 8)
    static let role = TextField(start: 21, words: 2)
    /// Changes whenever the layout does: a worker of another version then keeps to itself.
    static let mark: UInt64 = 0x4e45_5855_5300_0002

    let words: SharedWords

    private init(_ words: consuming SharedWords) {
        self.words = words
    }

    /// The one of a `serve` that begins now in this process, in the place of what an earlier one has left.
    ///
    /// - Parameter listener: the socket whose queue the status shows.
    public static func create(_ path: String, for roles: [Role], listener: Int32) throws(CommandFailure) -> Scoreboard {
        let board = try create(path, slots: WorkerPool.slots(for: roles))
        board[.manager] = UInt64(getpid())
        board[.startedAt] = UInt64(time(nil))
        board[.seats] = UInt64(roles.reduce(0) { $0 + $1.seats })
        board[.socket] = ListenQueue.inode(listener) ?? 0
        board[.deadline] = UInt64(roles.first?.deadlineSeconds ?? 0)
        board[.beat] = MonotonicTime.now()
        return board
    }

    static func create(_ path: String, slots: Int) throws(CommandFailure) -> Scoreboard {
        empty(try SharedWords.create(path, count: totals + slots * slotSize), slots)
    }

    /// One slot that nobody else sees, for a worker that no `serve` started.
    static func alone() throws(CommandFailure) -> Scoreboard {
        empty(try SharedWords.alone(count: totals + slotSize), 1)
    }

    /// One that `serve` keeps.
    ///
    /// - Throws: `CommandFailure` when it is not there, or was made by a `serve` of another layout.
    static func open(_ path: String, _ access: SharedWords.Access) throws(CommandFailure) -> Scoreboard {
        let board = Scoreboard(try SharedWords.open(path, access))
        guard board[.mark] == mark, board.words.count >= totals + board.slots * slotSize else {
            throw CommandFailure("\(path) was made by another version of nexus; restart `nexus serve`")
        }
        return board
    }

    private static func empty(_ words: consuming SharedWords, _ slots: Int) -> Scoreboard {
        let board = Scoreboard(words)
        board[.slots] = UInt64(slots)
        board[.mark] = mark
        return board
    }

    var slots: Int { Int(clamping: min(self[.slots], 4096)) }

    subscript(total: Total) -> UInt64 {
        get { words.load(total.rawValue) }
        nonmutating set { words.store(newValue, at: total.rawValue) }
    }

    subscript(slot: Int, field: Field) -> UInt64 {
        get { words.load(Self.start(of: slot) + field.rawValue) }
        nonmutating set { words.store(newValue, at: Self.start(of: slot) + field.rawValue) }
    }

    func count(_ total: Total) {
        words.add(1, at: total.rawValue)
    }

    func text(_ field: TextField, of slot: Int) -> String {
        field.read(words, Self.start(of: slot))
    }

    func write(_ text: String, to field: TextField, of slot: Int) {
        field.write(text, words, Self.start(of: slot))
    }

    /// Empties a slot for the next worker.
    func clear(_ slot: Int) {
        for word in 0..<Self.slotSize { words.store(0, at: Self.start(of: slot) + word) }
    }

    static func start(of slot: Int) -> Int { totals + slot * slotSize }
}

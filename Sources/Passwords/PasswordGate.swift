internal import Glibc

/// Bounds how many passwords all processes of this machine hash at once, since each hash takes 19 MiB and a core.
///
/// A slot is a file, and having it is a lock on that file (flock(2)). The system gives the lock up when the descriptor
/// is closed, also when the process dies, so a slot cannot be lost.
///
/// Whoever finds all slots taken waits on a seat. A process that waits serves nobody else, so there are only so many of
/// them, kept in the same way: without that bound a flood of log-ins from many addresses holds every worker, and each page
/// of the store waits behind it. Beyond those, seats are lent: one stays closed afterwards for four times as long as
/// it was held. So when several people happen to log in at once, all of them wait their turn, and under a flood
/// the processes behind these seats are free for four fifths of the time at least.
public struct PasswordGate: Sendable {
    private let directory: String
    private let slots: Int
    private let seats: Int
    private let lentSeats: Int
    private let patience: Int

    /// How many times as long as it was held a lent seat stays closed.
    private static let closedFor: Int64 = 4

    /// - Parameters:
    ///   - directory: Where the slot files are; made for this user alone when it does not exist. All processes name the same one.
    ///   - slots: How many may hash at once; at least one.
    ///   - seats: How many may wait for a slot at any time.
    ///   - lentSeats: How many more may wait now and then. Without any seat a slot is free at once or never.
    ///   - patience: Milliseconds to wait for a slot; an hour at most.
    public init(directory: String, slots: Int, seats: Int, lentSeats: Int = 0, patience: Int) {
        self.directory = directory
        self.slots = max(1, slots)
        self.seats = max(0, seats)
        self.lentSeats = max(0, lentSeats)
        self.patience = min(max(0, patience), 3_600_000)
    }

    /// Takes a slot, waiting for one as long as patience lasts.
    ///
    /// - Throws: `.busy` when none came free or all seats were taken, `.unavailable` when the files cannot be opened.
    func enter() throws(PasswordError) -> PasswordSlot {
        if let slot = try takeAny("slot", of: slots) { return slot }
        if let seat = try takeAny("seat", of: seats) {
            defer { withExtendedLifetime(seat) {} }
            return try waitForSlot()
        }
        guard let seat = try takeAny("lent", of: lentSeats, where: { !$0.isClosed }) else { throw .busy }
        let start = PasswordGate.milliseconds()
        defer { seat.close(for: PasswordGate.closedFor * (PasswordGate.milliseconds() - start)) }
        return try waitForSlot()
    }

    private func waitForSlot() throws(PasswordError) -> PasswordSlot {
        let deadline = PasswordGate.milliseconds() + Int64(clamping: patience)
        while PasswordGate.milliseconds() < deadline {
            usleep(UInt32.random(in: 2_000...10_000))
            if let slot = try takeAny("slot", of: slots) { return slot }
        }
        throw .busy
    }

    /// In random order, so that not everybody queues for the first.
    private func takeAny(
        _ kind: String, of count: Int, where isFit: (PasswordSlot) -> Bool = { _ in true }
    ) throws(PasswordError) -> PasswordSlot? {
        for number in (0..<count).shuffled() {
            if let slot = try take("\(kind)-\(number)"), isFit(slot) { return slot }
        }
        return nil
    }

    private func take(_ name: String) throws(PasswordError) -> PasswordSlot? {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw failure() }
        let descriptor = open("\(directory)/\(name)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure() }
        let slot = PasswordSlot(descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failure() }
            return nil
        }
        return slot
    }

    private func failure() -> PasswordError {
        .unavailable("\(directory): \(String(cString: strerror(errno)))")
    }

    private static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}

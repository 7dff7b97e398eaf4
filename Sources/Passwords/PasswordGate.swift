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
///
/// Who asks for more than people do hashes aside: in one slot of their own, which rests for as long as it was used, and
/// waits on lent seats only. A flood from many addresses ends up there after the first few requests of each, and half a
/// core is all that it gets; slots and seats stay for those who come with the right password.
public struct PasswordGate: Sendable {
    private let directory: String
    private let slots: Int
    private let seats: Int
    private let lentSeats: Int
    private let patience: Int

    /// Slots for those who ask for more than people do.
    public static let slotsAside = 1

    private static let restOfLentSeat: Int64 = 4
    private static let restOfSlotAside: Int64 = 1

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
    /// - Parameter aside: For somebody who asks for more than people do.
    /// - Throws: `.busy` when none came free or all seats were taken, `.unavailable` when the files cannot be opened.
    func enter(aside: Bool = false) throws(PasswordError) -> PasswordSlot {
        if let slot = try takeSlot(aside: aside) { return slot }
        guard let seat = try takeSeat(aside: aside) else { throw .busy }
        defer { withExtendedLifetime(seat) {} }
        let deadline = PasswordSlot.milliseconds() + Int64(clamping: patience)
        while PasswordSlot.milliseconds() < deadline {
            usleep(UInt32.random(in: 2_000...10_000))
            if let slot = try takeSlot(aside: aside) { return slot }
        }
        throw .busy
    }

    private func takeSlot(aside: Bool) throws(PasswordError) -> PasswordSlot? {
        aside
            ? try takeAny("aside", of: Self.slotsAside, rest: Self.restOfSlotAside)
            : try takeAny("slot", of: slots)
    }

    private func takeSeat(aside: Bool) throws(PasswordError) -> PasswordSlot? {
        if !aside, let seat = try takeAny("seat", of: seats) { return seat }
        return try takeAny("lent", of: lentSeats, rest: Self.restOfLentSeat)
    }

    /// In random order, so that not everybody queues for the first. None of those that rest, where they do.
    private func takeAny(_ kind: String, of count: Int, rest: Int64 = 0) throws(PasswordError) -> PasswordSlot? {
        for number in (0..<count).shuffled() {
            guard let slot = try take("\(kind)-\(number)"), rest == 0 || !slot.isClosed else { continue }
            slot.rest = rest
            return slot
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
}

internal import Glibc

/// Bounds how many passwords all processes of this machine hash at once, since each hash takes 19 MiB and a core.
///
/// A slot is a file, and having it is a lock on that file (flock(2)). The system gives the lock up when the descriptor
/// is closed, also when the process dies, so a slot cannot be lost.
public struct PasswordGate: Sendable {
    private let directory: String
    private let slots: Int
    private let patience: Int

    /// - Parameters:
    ///   - directory: Where the slot files are; made for this user alone when it does not exist. All processes name the same one.
    ///   - slots: How many may hash at once; at least one.
    ///   - patience: Milliseconds to wait for a slot; an hour at most.
    public init(directory: String, slots: Int, patience: Int) {
        self.directory = directory
        self.slots = max(1, slots)
        self.patience = min(max(0, patience), 3_600_000)
    }

    /// Takes a slot, waiting for one as long as patience lasts.
    ///
    /// - Throws: `.busy` when none came free, `.unavailable` when the files cannot be opened.
    func enter() throws(PasswordError) -> PasswordSlot {
        let deadline = PasswordGate.milliseconds() + Int64(clamping: patience)
        while true {
            // In random order, so that not everybody queues for the first.
            for number in (0..<slots).shuffled() {
                if let slot = try take(number) { return slot }
            }
            guard PasswordGate.milliseconds() < deadline else { throw .busy }
            usleep(UInt32.random(in: 2_000...10_000))
        }
    }

    private func take(_ number: Int) throws(PasswordError) -> PasswordSlot? {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw failure() }
        let descriptor = open("\(directory)/slot-\(number)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
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

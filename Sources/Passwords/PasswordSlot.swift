internal import Glibc

/// The right to hash one password now, or to wait for that; given back when it goes out of life.
final class PasswordSlot {
    private let descriptor: Int32
    private let taken = PasswordSlot.milliseconds()
    /// How many times as long as it was held it stays closed afterwards, for those who ask whether it `isClosed`.
    var rest: Int64 = 0

    /// Takes over `descriptor`.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether whoever had it before closed it until a moment that is still to come. One that is more than a minute ahead
    /// was written by a clock that has been set back since, and does not count.
    var isClosed: Bool {
        var status = stat()
        var now = timespec()
        guard fstat(descriptor, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
        let until = status.st_mtim
        let isAhead = (until.tv_sec, until.tv_nsec) > (now.tv_sec, now.tv_nsec)
        return isAhead && until.tv_sec - now.tv_sec <= 60
    }

    /// Closes it from now on: the file's time of modification is the moment it opens again.
    func close(for milliseconds: Int64) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let nanoseconds = Int64(now.tv_nsec) + milliseconds % 1_000 * 1_000_000
        let until = timespec(
            tv_sec: now.tv_sec + Int(milliseconds / 1_000 + nanoseconds / 1_000_000_000),
            tv_nsec: Int(nanoseconds % 1_000_000_000))
        _ = futimens(descriptor, [until, until])
    }

    /// Of a clock that only goes forward.
    static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    deinit {
        if rest > 0 { close(for: rest * (PasswordSlot.milliseconds() - taken)) }
        Glibc.close(descriptor)
    }
}

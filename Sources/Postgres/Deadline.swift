import Glibc

/// A moment on the monotonic clock after which waiting for the server ends; or none.
struct Deadline {
    private let nanoseconds: Int64?

    /// `nil` never passes.
    init(in duration: Duration?) {
        nanoseconds = duration.map { Deadline.now + $0.nanoseconds }
    }

    /// What `poll` takes: whole milliseconds until then (at least 1 while it lies ahead), 0 when it has passed, -1 for none.
    var pollTimeout: Int32 {
        guard let nanoseconds else { return -1 }
        let left = nanoseconds - Deadline.now
        guard left > 0 else { return 0 }
        return Int32(clamping: (left + 999_999) / 1_000_000)
    }

    /// An equal share of what is left for each of `count`; nil if there is no end.
    func left(for count: Int) -> Duration? {
        nanoseconds.map { .nanoseconds(max($0 - Deadline.now, 0) / Int64(max(count, 1))) }
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// Whole nanoseconds, held within an hour-proof range so that adding them to a clock cannot overflow.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return min(max(seconds, 0), 1_000_000_000) * 1_000_000_000 + max(attoseconds, 0) / 1_000_000_000
    }

    /// Whole milliseconds, as PostgreSQL's settings want them.
    var milliseconds: Int64 {
        nanoseconds / 1_000_000
    }
}

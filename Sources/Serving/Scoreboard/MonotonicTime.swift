internal import Glibc

/// The clock that all processes of a machine share and that never goes back (CLOCK_MONOTONIC).
enum MonotonicTime {
    /// Nanoseconds since some fixed moment.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Milliseconds from one to the other; zero when `start` is the later one.
    static func milliseconds(from start: UInt64, to end: UInt64) -> Int {
        end > start ? Int((end - start) / 1_000_000) : 0
    }
}

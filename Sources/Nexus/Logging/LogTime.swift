import Glibc
import Postgres

/// The time of day, for log lines.
enum LogTime {
    /// As RFC 3339 has it, in UTC, with microseconds: `2026-05-04T03:02:01.000042Z`.
    static func now() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return text(seconds: now.tv_sec, microseconds: now.tv_nsec / 1000)
    }

    static func text(_ time: SQLTimestamp) -> String {
        let (seconds, rest) = time.microsecondsSince1970.quotientAndRemainder(dividingBy: 1_000_000)
        return text(seconds: Int(seconds), microseconds: Int(rest))
    }

    static func text(seconds: Int, microseconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = [(Int(parts.tm_year) + 1900, 4), (Int(parts.tm_mon) + 1, 2), (Int(parts.tm_mday), 2)]
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec]
        return date.map(padded).joined(separator: "-") + "T"
            + time.map { padded(Int($0), 2) }.joined(separator: ":") + ".\(padded(microseconds, 6))Z"
    }
}

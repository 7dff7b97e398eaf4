public import Postgres

/// A moment, to the microsecond, as PostgreSQL keeps it.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01 00:00 UTC.
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public static func < (one: Timestamp, other: Timestamp) -> Bool { one.microseconds < other.microseconds }

    /// This moment moved by whole seconds, forward or (negative) back; stops at the ends of what can be told.
    public func moved(seconds: Int64) -> Timestamp {
        let (step, far) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, over) = microseconds.addingReportingOverflow(step)
        return Timestamp(microseconds: far || over ? (seconds < 0 ? .min : .max) : sum)
    }

    /// The day it falls on, in UTC.
    public var day: Day {
        let (days, rest) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
        return Day(number: Int(days) - (rest < 0 ? 1 : 0))
    }

    /// Seconds since that day's midnight, 0 to 86,399.
    public var secondsOfDay: Int {
        let rest = microseconds % 86_400_000_000
        return Int((rest < 0 ? rest + 86_400_000_000 : rest) / 1_000_000)
    }
}

extension Timestamp: SQLWrapper {
    public init?(sql: SQLTimestamp) { self.init(microseconds: sql.microsecondsSince1970) }
    public var sql: SQLTimestamp { SQLTimestamp(microsecondsSince1970: microseconds) }
}

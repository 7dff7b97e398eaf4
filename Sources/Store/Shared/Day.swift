public import Postgres

/// A calendar day (proleptic Gregorian), in UTC or in the time zone of whoever looks.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    public static func < (one: Day, other: Day) -> Bool { one.number < other.number }

    public func moved(days: Int) -> Day { Day(number: number + days) }

    /// Year, month 1 to 12, day 1 to 31. Eras of 400 years have 146,097 days; counting a year from March puts the leap
    /// day last, so months need no table.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The first day of this day's month.
    public var startOfMonth: Day { moved(days: 1 - civil.day) }
}

extension Day: SQLWrapper {
    public init?(sql: SQLDate) { self.init(number: Int(sql.daysSince1970)) }
    /// A day out of PostgreSQL's reach becomes the last one it can tell.
    public var sql: SQLDate { SQLDate(daysSince1970: Int32(clamping: number)) }
}

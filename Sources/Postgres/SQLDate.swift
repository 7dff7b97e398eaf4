/// A day of the calendar, `date` on the server.
public struct SQLDate: Hashable, Comparable, Sendable {
    /// 0 is 1970-01-01; the two extremes stand for the server's `infinity` and `-infinity`.
    public let daysSince1970: Int32

    public init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    public static func < (one: SQLDate, other: SQLDate) -> Bool {
        one.daysSince1970 < other.daysSince1970
    }
}

extension SQLDate: SQLEncodable, SQLDecodable {
    /// The server counts from the first day of 2000.
    private static let epoch: Int32 = 10_957

    public static var sqlType: SQLType { .date }

    public func encode(into parameters: inout Parameters) {
        guard daysSince1970 != .max, daysSince1970 != .min else { return parameters.write(daysSince1970) }
        let (value, overflow) = daysSince1970.subtractingReportingOverflow(SQLDate.epoch)
        if overflow { parameters.refuse("a day before the server's first") }
        parameters.write(value)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .date
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        let value = try cell.integer(Int32.self)
        guard value != .max, value != .min else {
            self.init(daysSince1970: value)
            return
        }
        let (sum, overflow) = value.addingReportingOverflow(SQLDate.epoch)
        guard !overflow else { throw cell.refused(as: SQLDate.self) }
        self.init(daysSince1970: sum)
    }
}

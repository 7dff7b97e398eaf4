/// A moment, `timestamptz` on the server, to the microsecond.
public struct SQLTimestamp: Hashable, Comparable, Sendable {
    /// In UTC, without leap seconds; the two extremes stand for the server's `infinity` and `-infinity`.
    public let microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    public static let infinity = SQLTimestamp(microsecondsSince1970: .max)
    public static let minusInfinity = SQLTimestamp(microsecondsSince1970: .min)

    public static func < (one: SQLTimestamp, other: SQLTimestamp) -> Bool {
        one.microsecondsSince1970 < other.microsecondsSince1970
    }
}

extension SQLTimestamp: SQLEncodable, SQLDecodable {
    /// The server counts from the first day of 2000.
    private static let epoch: Int64 = 946_684_800_000_000

    public static var sqlType: SQLType { .timestamptz }

    public func encode(into parameters: inout Parameters) {
        guard self != .infinity, self != .minusInfinity else { return parameters.write(microsecondsSince1970) }
        let (value, overflow) = microsecondsSince1970.subtractingReportingOverflow(SQLTimestamp.epoch)
        if overflow { parameters.refuse("a time before the server's first") }
        parameters.write(value)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .timestamptz
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        let value = try cell.integer(Int64.self)
        guard value != .max, value != .min else {
            self.init(microsecondsSince1970: value)
            return
        }
        let (sum, overflow) = value.addingReportingOverflow(SQLTimestamp.epoch)
        guard !overflow else { throw cell.refused(as: SQLTimestamp.self) }
        self.init(microsecondsSince1970: sum)
    }
}

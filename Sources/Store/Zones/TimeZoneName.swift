public import Postgres

/// The name of a time zone in IANA's database, such as `Pacific/Auckland`; only the database knows which there are.
public struct TimeZoneName: Hashable, Sendable {
    public let text: String

    /// nil when it has not the form of one: 1 to 64 letters, digits, `_`, `+`, `-` and `/`.
    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows) else { return nil }
        self.text = text
    }

    private init(known text: String) { self.text = text }

    public static let utc = TimeZoneName(known: "UTC")

    public var isUTC: Bool { self == .utc }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_+-/".utf8.contains(byte)
        }
    }
}

extension TimeZoneName: SQLWrapper {
    public init?(sql: String) { self.init(sql) }
    public var sql: String { text }
}

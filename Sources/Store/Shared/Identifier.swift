public import Postgres

/// The number of a row of `Entity`'s table; an identifier of a product cannot be taken for one of a user.
public struct Identifier<Entity>: Hashable, Sendable, CustomStringConvertible {
    public let value: Int64

    /// nil unless the value is at least 1, as identity columns are.
    public init?(_ value: Int64) {
        guard value >= 1 else { return nil }
        self.value = value
    }

    /// Reads what a URL carries: 1 to 19 ASCII digits, no sign, no leading zero, within 64 bits; else nil.
    public init?(_ text: String) {
        guard text.utf8.count <= 19, text.utf8.first != UInt8(ascii: "0"),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int64(text)
        else { return nil }
        self.init(value)
    }

    public var description: String { String(value) }
}

extension Identifier: SQLWrapper {
    public init?(sql: Int64) { self.init(sql) }
    public var sql: Int64 { value }
}

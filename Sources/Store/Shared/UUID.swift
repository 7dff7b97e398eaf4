public import Postgres

/// 128 bits that cannot be guessed: an order's number, a form's number (RFC 9562, version 4 when made here).
public struct UUID: Hashable, Sendable, CustomStringConvertible {
    public let sql: SQLUUID

    public init(sql: SQLUUID) { self.sql = sql }

    /// A fresh one from the system's random source.
    public static func random() -> UUID {
        var source = SystemRandomNumberGenerator()
        return UUID(
            sql: SQLUUID(
                high: source.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000,
                low: source.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
            )
        )
    }

    /// Reads the canonical form only, in lower case; else nil, so that one order has one address.
    public init?(_ text: String) {
        guard let value = SQLUUID(text), value.description == text else { return nil }
        sql = value
    }

    public var description: String { sql.description }
}

extension UUID: SQLWrapper {}

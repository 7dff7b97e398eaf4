public import Postgres

/// An e-mail address that browsers accept in `<input type=email>` (WHATWG HTML, "valid e-mail address"), at most
/// 254 bytes (RFC 5321). Kept as typed; compared without regard to case.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// nil when it is not one; surrounding blanks are dropped.
    public init?(_ typed: String) {
        let text = typed.trimmed
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy(Self.isLocal),
            parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(Self.isLabel)
        else { return nil }
        self.text = text
    }

    public var description: String { text }

    private init(stored: String) { text = stored }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension EmailAddress: SQLWrapper {
    /// What the database holds is shown even where today's rule would not let it in.
    public init?(sql: String) { self.init(stored: sql) }
    public var sql: String { text }
}

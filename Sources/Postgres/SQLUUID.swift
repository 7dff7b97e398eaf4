/// A `uuid`: 128 bits, printed as PostgreSQL prints them.
public struct SQLUUID: Hashable, Sendable, CustomStringConvertible {
    /// The first eight bytes, and the last eight.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// `nil` unless the text is 8-4-4-4-12 hexadecimal digits, in either case.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 36 else { return nil }
        var value: (UInt64, UInt64) = (0, 0)
        for (index, character) in characters.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = character - UInt8(ascii: "A") + 10
            default: return nil
            }
            if index < 18 {
                value.0 = value.0 << 4 | UInt64(digit)
            } else {
                value.1 = value.1 << 4 | UInt64(digit)
            }
        }
        self.init(high: value.0, low: value.1)
    }

    /// 36 characters, in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let half = index < 16 ? high : low
                let digit = UInt8(half >> UInt64(60 - index % 16 * 4) & 15)
                text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
                place += 1
            }
            return place
        }
    }
}

extension SQLUUID: SQLEncodable, SQLDecodable {
    public static var sqlType: SQLType { .uuid }

    public func encode(into parameters: inout Parameters) {
        parameters.write(high)
        parameters.write(low)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .uuid
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        let value = try cell.integer(UInt128.self)
        self.init(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
    }
}

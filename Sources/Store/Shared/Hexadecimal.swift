/// Lower-case hexadecimal digits.
public enum Hexadecimal {
    /// 16 digits.
    static func digits(of value: UInt64) -> [UInt8] {
        stride(from: 60, through: 0, by: -4).map { digit(UInt8(value >> UInt64($0) & 15)) }
    }

    /// Two digits a byte.
    public static func text(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The digit of a value below 16.
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}

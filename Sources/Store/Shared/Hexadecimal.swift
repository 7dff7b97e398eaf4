/// Lower-case hexadecimal digits.
public enum Hexadecimal {
    private static let alphabet = Array("0123456789abcdef".utf8)

    /// 16 digits.
    static func digits(of value: UInt64) -> [UInt8] {
        stride(from: 60, through: 0, by: -4).map { alphabet[Int(value >> UInt64($0) & 15)] }
    }

    /// Two digits a byte.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]] }, as: UTF8.self)
    }
}

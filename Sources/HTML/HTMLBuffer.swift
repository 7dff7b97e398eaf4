/// The page as it is written: a growing run of UTF-8 bytes. Compiled templates write into it, one call per piece.
///
/// Which method a template calls is decided by the template compiler from the HTML context the value stands in, so a
/// value can only reach a place where its escaping is right.
public struct HTMLBuffer {
    private var bytes: [UInt8] = []

    /// An empty buffer with room for `capacity` bytes before it has to grow.
    public init(reserving capacity: Int = 16_384) {
        bytes.reserveCapacity(max(0, capacity))
    }

    /// How many bytes were written so far.
    public var count: Int { bytes.count }

    /// Markup from the template itself: copied as it stands.
    public mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// The bytes written.
    public consuming func finish() -> [UInt8] { bytes }

    /// Copies markup that was made safe before.
    mutating func append(_ markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }

    /// Writes `value` with the five characters that mean something in text or in a quoted attribute replaced.
    mutating func append(escaping value: String) {
        let wasContiguous: Void? = value.utf8.withContiguousStorageIfAvailable { append(escaping: $0) }
        if wasContiguous == nil {
            Array(value.utf8).withUnsafeBufferPointer { append(escaping: $0) }
        }
    }

    /// Runs without a special character are copied whole; nothing is allocated on the way.
    mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in utf8.indices {
            guard let replacement = Self.replacement(for: utf8[index]) else { continue }
            if start < index { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index])) }
            replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }

    /// What stands for `byte` in text and in attributes alike; `nil` when the byte stands for itself.
    @inline(__always)
    private static func replacement(for byte: UInt8) -> StaticString? {
        // Letters, and every byte of a character outside ASCII, lie above ">": one comparison for nearly all text.
        if byte > UInt8(ascii: ">") { return nil }
        switch byte {
        case UInt8(ascii: "&"): return "&amp;"
        case UInt8(ascii: "<"): return "&lt;"
        case UInt8(ascii: ">"): return "&gt;"
        case UInt8(ascii: "\""): return "&quot;"
        case UInt8(ascii: "'"): return "&#39;"
        default: return nil
        }
    }

    /// Decimal digits, without a `String` in between.
    mutating func append(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}

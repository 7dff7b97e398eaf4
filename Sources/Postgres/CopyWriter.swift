internal import CPostgres

/// Rows on their way into a table by COPY, field after field, in the server's text format.
public struct CopyWriter: ~Copyable {
    private var buffer: [UInt8] = []
    private var isRowBegun = false

    /// Whether so much is waiting that it should be sent.
    var isFull: Bool { buffer.count >= 65_536 }

    /// Adds a text to the row. NUL is left for the server to refuse.
    public mutating func field(_ text: String) {
        separate()
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): buffer.append(contentsOf: "\\\\".utf8)
            case UInt8(ascii: "\t"): buffer.append(contentsOf: "\\t".utf8)
            case UInt8(ascii: "\n"): buffer.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): buffer.append(contentsOf: "\\r".utf8)
            default: buffer.append(byte)
            }
        }
    }

    /// Adds a text, or NULL, to the row.
    public mutating func field(_ text: String?) {
        if let text { field(text) } else { null() }
    }

    /// Adds a whole number to the row.
    public mutating func field(_ number: some FixedWidthInteger) {
        separate()
        buffer.append(contentsOf: String(number).utf8)
    }

    /// Adds a truth value to the row.
    public mutating func field(_ value: Bool) {
        separate()
        buffer.append(UInt8(ascii: value ? "t" : "f"))
    }

    /// Adds an identifier to the row.
    public mutating func field(_ uuid: SQLUUID) {
        field(uuid.description)
    }

    /// Adds a moment to the row; it must lie within the years 1 to 9999.
    public mutating func field(_ moment: SQLTimestamp) {
        field(moment.text)
    }

    /// Adds bytes to the row, for a `bytea` column.
    public mutating func field(_ bytes: [UInt8]) {
        separate()
        buffer.append(contentsOf: "\\\\x".utf8)
        let digits = Array("0123456789abcdef".utf8)
        for byte in bytes {
            buffer.append(digits[Int(byte >> 4)])
            buffer.append(digits[Int(byte & 15)])
        }
    }

    /// Adds NULL to the row.
    public mutating func null() {
        separate()
        buffer.append(contentsOf: "\\N".utf8)
    }

    /// Ends the row.
    public mutating func endRow() {
        buffer.append(UInt8(ascii: "\n"))
        isRowBegun = false

    }

    mutating func take() -> [UInt8] {
        let taken = buffer
        buffer.removeAll(keepingCapacity: true)
        return taken
    }

    private mutating func separate() {
        if isRowBegun { buffer.append(UInt8(ascii: "\t")) }
        isRowBegun = true
    }
}

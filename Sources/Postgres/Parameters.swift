/// The bound values of a statement, in the form libpq wants them: one run of bytes, and where each value lies in it.
public struct Parameters: Sendable {
    private struct Value {
        let type: UInt32
        let format: Int32
        let length: Int32
        /// Where it begins in `bytes`; nil for NULL.
        var start: Int?
    }

    private var values: [Value] = []
    private var bytes: [UInt8] = []

    /// The protocol counts parameters in 16 bits.
    private static let limit = 65_535

    private var refusal: String?

    private var isNull = false
    private var isText = false
    private var isInsideArray = false

    var count: Int { values.count }
    var types: [UInt32] { values.map { $0.type } }

    mutating func reserve(_ count: Int) {
        values.reserveCapacity(count)
        bytes.reserveCapacity(16 * count)
    }

    /// Why the statement cannot be sent: a value that none of the server's can be (a text with NUL), or too many.
    var problem: String? {
        refusal ?? (count > Parameters.limit ? "\(count) parameters; a list is one array, not many parameters" : nil)
    }

    /// Writes a whole number, of its own width, big-endian.
    public mutating func write(_ integer: some FixedWidthInteger) {
        var value = integer.bigEndian
        withUnsafeBytes(of: &value) { bytes.append(contentsOf: $0) }
    }

    /// Writes bytes as they are.
    public mutating func write(_ raw: some Sequence<UInt8>) {
        bytes.append(contentsOf: raw)
    }

    /// Writes a text, in the server's text format, which fits whatever type the server infers.
    public mutating func write(text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        if bytes[start...].contains(0) { refuse("a text with a NUL character cannot be stored") }
        if !isInsideArray { isText = true }
    }

    /// The value is NULL.
    public mutating func writeNull() {
        isNull = true
    }

    /// The value has no equal on the server; the statement will fail with kind `usage` and is never sent.
    public mutating func refuse(_ reason: String) {
        refusal = refusal ?? reason
    }

    mutating func add<Encodable: SQLEncodable>(_ value: Encodable) {
        let start = bytes.count
        isNull = false
        isText = false
        value.encode(into: &self)
        values.append(
            Value(
                type: Encodable.sqlType.rawValue, format: isText ? 0 : 1, length: Int32(clamping: bytes.count - start),
                start: isNull ? nil : start))
        // libpq measures a text by its NUL, which is why none may be inside.
        if isText { bytes.append(0) }
    }

    /// One element of an array: its length and its bytes, or -1 for NULL.
    mutating func addElement(_ value: some SQLEncodable) {
        let start = bytes.count
        write(Int32(0))
        isNull = false
        isInsideArray = true
        value.encode(into: &self)
        isInsideArray = false
        var length = (isNull ? -1 : Int32(clamping: bytes.count - start - 4)).bigEndian
        isNull = false
        withUnsafeBytes(of: &length) { bytes.replaceSubrange(start..<start + 4, with: $0) }
    }

    mutating func append(_ other: Parameters) {
        guard other.count > 0 else { return }
        guard count > 0 else { return self = other }
        let shift = bytes.count
        bytes += other.bytes
        for var value in other.values {
            value.start = value.start.map { $0 + shift }
            values.append(value)
        }
        refusal = refusal ?? other.refusal
    }

    /// Lends libpq's three arrays (values, lengths, formats); the pointers hold only during `body`.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            // Zero bytes make a nil base address, which would read as NULL; an empty value points at something instead.
            let empty: StaticString = ""
            let nowhere = UnsafeRawPointer(empty.utf8Start)
            let pointers = values.map { value -> UnsafePointer<CChar>? in
                guard let offset = value.start else { return nil }
                let start = buffer.baseAddress.map { $0 + offset } ?? nowhere
                return start.assumingMemoryBound(to: CChar.self)
            }
            return pointers.withUnsafeBufferPointer { pointers in
                values.map { $0.length }.withUnsafeBufferPointer { lengths in
                    values.map { $0.format }.withUnsafeBufferPointer { formats in
                        body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

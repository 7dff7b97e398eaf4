/// An element of the server's one-dimensional arrays: `[Int64]`, `[String]`, `[SQLUUID]`, also with optionals in them.
public protocol SQLListElement: SQLArrayElement, SQLEncodable, SQLDecodable {
    /// The type of one element, which the array's own header names.
    static var elementType: SQLType { get }
}

extension SQLListElement {
    /// The header (dimensions, whether there are NULLs, element type, length, first index), then each element.
    public static func encode(_ array: [Self], into parameters: inout Parameters) {
        parameters.write(Int32(array.isEmpty ? 0 : 1))
        parameters.write(Int32(1))
        parameters.write(elementType.rawValue)
        guard !array.isEmpty else { return }
        parameters.write(Int32(clamping: array.count))
        parameters.write(Int32(1))
        for value in array { parameters.addElement(value) }
    }

    public static func decodeArray(_ cell: borrowing SQLCell) throws(DatabaseError) -> [Self] {
        var bytes = try cell.bytes()[...]
        func integer() throws(DatabaseError) -> Int32 {
            guard bytes.count >= 4 else { throw cell.refused(as: [Self].self) }
            let value = UnsafeRawBufferPointer(rebasing: bytes.prefix(4)).loadUnaligned(as: Int32.self)
            bytes = bytes.dropFirst(4)
            return Int32(bigEndian: value)
        }
        let dimensions = try integer()
        _ = try integer()
        let type = SQLType(rawValue: UInt32(bitPattern: try integer()))
        guard dimensions <= 1, decodes(type) else { throw cell.refused(as: [Self].self) }
        guard dimensions == 1 else { return [] }
        let count = try integer()
        _ = try integer()
        var values: [Self] = []
        for _ in 0..<max(count, 0) {
            let length = Int(try integer())
            guard length <= bytes.count else { throw cell.refused(as: [Self].self) }
            let content = length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes.prefix(length))
            values.append(try Self(cell: cell.element(content, type: type)))
            bytes = bytes.dropFirst(max(length, 0))
        }
        return values
    }
}

extension Int64: SQLListElement {
    public static var elementType: SQLType { .int8 }
    public static var arrayType: SQLType { .int8Array }
}

extension Int: SQLListElement {
    public static var elementType: SQLType { .int8 }
    public static var arrayType: SQLType { .int8Array }
}

extension String: SQLListElement {
    public static var elementType: SQLType { .text }
    public static var arrayType: SQLType { .textArray }
}

extension SQLUUID: SQLListElement {
    public static var elementType: SQLType { .uuid }
    public static var arrayType: SQLType { .uuidArray }
}

extension Optional: SQLArrayElement where Wrapped: SQLListElement {
    public static var arrayType: SQLType { Wrapped.arrayType }
}

extension Optional: SQLListElement where Wrapped: SQLListElement {
    public static var elementType: SQLType { Wrapped.elementType }
}

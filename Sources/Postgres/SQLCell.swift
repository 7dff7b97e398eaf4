internal import CPostgres

/// One value of a result, lent to `SQLDecodable.init(cell:)` for as long as that runs; it cannot be kept.
public struct SQLCell: ~Copyable {
    /// The type of the column, or of the array's element.
    public let type: SQLType

    // Both point into the PGresult, which outlives the cell: only `Row.next` and the reading of arrays make cells.
    private let content: UnsafeRawBufferPointer?
    private let result: OpaquePointer
    private let column: Int32

    init(type: SQLType, content: UnsafeRawBufferPointer?, result: OpaquePointer, column: Int32) {
        self.type = type
        self.content = content
        self.result = result
        self.column = column
    }

    public var isNull: Bool { content == nil }

    /// The bytes of a value that is not NULL. Errors: kind `decoding`.
    func bytes() throws(DatabaseError) -> UnsafeRawBufferPointer {
        guard let content else { throw DatabaseError(.decoding, "\(place) is NULL, and was read as a value") }
        return content
    }

    /// A whole number, whose width must be that of the bytes. Errors: kind `decoding` for NULL or another width.
    func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ type: Integer.Type = Integer.self
    ) throws(DatabaseError) -> Integer {
        let bytes = try bytes()
        guard bytes.count == MemoryLayout<Integer>.size else { throw refused(as: Integer.self) }
        return Integer(bigEndian: bytes.loadUnaligned(as: Integer.self))
    }

    /// The error for a value that the type cannot hold; it names the column and the types, never the value.
    @usableFromInline
    func refused(as type: Any.Type) -> DatabaseError {
        DatabaseError(.decoding, "\(place) has \(self.type) and cannot be read as \(type)")
    }

    /// A value inside this one, when this one is an array.
    func element(_ content: UnsafeRawBufferPointer?, type: SQLType) -> SQLCell {
        SQLCell(type: type, content: content, result: result, column: column)
    }

    private var place: String {
        let name = PQfname(result, column).map { String(cString: $0) } ?? "?"
        return "column \(column + 1) (\(name))"
    }
}

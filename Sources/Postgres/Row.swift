internal import CPostgres

/// A row being read, column after column. It is lent to `RowDecodable.init(row:)` and cannot be kept.
public struct Row: ~Copyable {
    // The PGresult belongs to the QueryResult that makes rows, and outlives them.
    private let result: OpaquePointer
    private let index: Int32
    private let width: Int32
    private var column: Int32 = 0

    init(_ result: OpaquePointer, index: Int32, width: Int32) {
        self.result = result
        self.index = index
        self.width = width
    }

    /// The next column's value. Errors: kind `decoding` if there is no further column, if its type is none that
    /// `Value` can be read from, or if it is NULL and `Value` is no optional.
    ///
    /// It can be inlined, as can the readings of wrappers and optionals, so that the module that knows the types calls
    /// their readers straight: passing types about at run time was a quarter of a page of lists.
    @inlinable
    public mutating func next<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(DatabaseError) -> Value {
        let cell = try nextCell(type)
        guard Value.decodes(cell.type) else { throw cell.refused(as: type) }
        return try Value(cell: cell)
    }

    @usableFromInline
    mutating func nextCell(_ type: Any.Type) throws(DatabaseError) -> SQLCell {
        guard column < width else {
            throw DatabaseError(.decoding, "the row has \(width) columns, and one more was read, as \(type)")
        }
        let sqlType = SQLType(rawValue: PQftype(result, column))
        var content: UnsafeRawBufferPointer?
        if PQgetisnull(result, index, column) == 0 {
            let length = Int(PQgetlength(result, index, column))
            content = UnsafeRawBufferPointer(start: PQgetvalue(result, index, column), count: length)
        }
        defer { column += 1 }
        return SQLCell(type: sqlType, content: content, result: result, column: column)
    }

    /// Errors: kind `decoding` if columns were left unread.
    func finish() throws(DatabaseError) {
        guard column == width else {
            throw DatabaseError(.decoding, "the row has \(width) columns, and only \(column) were read")
        }
    }
}

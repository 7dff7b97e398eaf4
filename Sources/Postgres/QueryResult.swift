internal import CPostgres

/// The one owner of a PGresult.
struct QueryResult: ~Copyable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    /// Gives the pointer away, and with it the duty to clear it.
    consuming func release() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rows: Int { Int(PQntuples(pointer)) }

    /// The command tag, such as `COMMIT` or `INSERT 0 1`.
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// How many rows the command touched; 0 for one that touches none.
    var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// What the server says about the failure, if this is one.
    var failure: ServerMessage { ServerMessage(pointer) }

    /// All rows, in the server's order. Errors: kind `decoding`.
    func all<R: RowDecodable>() throws(DatabaseError) -> [R] {
        var rows: [R] = []
        rows.reserveCapacity(self.rows)
        for index in 0..<self.rows { rows.append(try row(index)) }
        return rows
    }

    /// The first row, or `nil` if there is none. Errors: kind `decoding`.
    func first<R: RowDecodable>() throws(DatabaseError) -> R? {
        rows > 0 ? try row(0) : nil
    }

    /// The one row that there always is. Errors: kind `decoding`, also if there is none after all.
    func one<R: RowDecodable>() throws(DatabaseError) -> R {
        guard let row: R = try first() else { throw DatabaseError(.decoding, "no row") }
        return row
    }

    private func row<R: RowDecodable>(_ index: Int) throws(DatabaseError) -> R {
        var row = Row(pointer, index: Int32(clamping: index), width: PQnfields(pointer))
        let value = try R(row: &row)
        try row.finish()
        return value
    }
}

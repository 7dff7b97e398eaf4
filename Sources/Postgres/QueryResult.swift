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

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rows: Int { Int(PQntuples(pointer)) }

    /// The command tag, such as `COMMIT` or `INSERT 0 1`.
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// How many rows the command touched; 0 for one that touches none.
    var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// What the server says about the failure, if this is one.
    var failure: ServerMessage { ServerMessage(pointer) }

    /// Errors: kind `decoding`.
    func row<R: RowDecodable>(_ index: Int, as type: R.Type = R.self) throws(DatabaseError) -> R {
        var row = Row(pointer, index: Int32(clamping: index), width: PQnfields(pointer))
        let value = try R(row: &row)
        try row.finish()
        return value
    }
}

/// What a row of a result becomes. A type's list of columns and this initialiser stand together, in the same order.
public protocol RowDecodable {
    /// Reads every column, first to last, by `row.next()`. Errors: kind `decoding`; columns left over are one as well.
    init(row: inout Row) throws(DatabaseError)
}

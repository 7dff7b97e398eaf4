/// What a row of a result becomes. A type's list of columns and this initialiser stand together, in the same order.
///
/// Its conformances belong to no actor, so that a `Query` can be made in one place and asked in another.
public protocol RowDecodable: SendableMetatype {
    /// Reads every column, first to last, by `row.next()`. Errors: kind `decoding`; columns left over are one as well.
    init(row: inout Row) throws(DatabaseError)
}

/// A value that can be read from one column. It is also a whole row of one column, so `first(…, as: Int.self)` works.
public protocol SQLDecodable: RowDecodable {
    /// Whether a column of this type can be read as `Self`; if not, reading is an error of kind `decoding`.
    static func decodes(_ type: SQLType) -> Bool

    /// Reads the cell, whose type `decodes` has accepted. Errors: kind `decoding` for NULL or a value out of range.
    init(cell: borrowing SQLCell) throws(DatabaseError)
}

extension SQLDecodable {
    public init(row: inout Row) throws(DatabaseError) {
        self = try row.next()
    }
}

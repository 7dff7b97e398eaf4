extension Optional: SQLEncodable where Wrapped: SQLEncodable {
    public static var sqlType: SQLType { Wrapped.sqlType }

    /// `nil` is NULL.
    public func encode(into parameters: inout Parameters) {
        if let self {
            self.encode(into: &parameters)
        } else {
            parameters.writeNull()
        }
    }
}

extension Optional: RowDecodable where Wrapped: SQLDecodable {}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    @inlinable
    public static func decodes(_ type: SQLType) -> Bool {
        Wrapped.decodes(type)
    }

    /// NULL is `nil`.
    @inlinable
    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        self = cell.isNull ? nil : try Wrapped(cell: cell)
    }
}

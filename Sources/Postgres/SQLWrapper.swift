/// A type of the business that is stored as another value: an id as `Int64`, an e-mail as `String`.
public protocol SQLWrapper: SQLEncodable, SQLDecodable {
    associatedtype Wrapped: SQLValue

    /// `nil` if the stored value is none of this type's; reading it is then an error of kind `decoding`.
    init?(sql: Wrapped)

    /// The value as it is stored.
    var sql: Wrapped { get }
}

extension SQLWrapper {
    public static var sqlType: SQLType { Wrapped.sqlType }

    public func encode(into parameters: inout Parameters) {
        sql.encode(into: &parameters)
    }

    @inlinable
    public static func decodes(_ type: SQLType) -> Bool {
        Wrapped.decodes(type)
    }

    @inlinable
    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        let wrapped = try Wrapped(cell: cell)
        guard let value = Self(sql: wrapped) else { throw cell.refused(as: Self.self) }
        self = value
    }
}

/// A wrapper that also says `: SQLListElement` may stand in an array, without another line.
extension SQLWrapper where Wrapped: SQLListElement {
    public static var elementType: SQLType { Wrapped.elementType }
    public static var arrayType: SQLType { Wrapped.arrayType }
}

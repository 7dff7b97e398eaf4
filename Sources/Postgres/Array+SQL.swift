/// What an array may hold so that the array itself is a value: bytes (`[UInt8]` is `bytea`) or list elements.
public protocol SQLArrayElement {
    static var arrayType: SQLType { get }
    static func encode(_ array: [Self], into parameters: inout Parameters)
    static func decodeArray(_ cell: borrowing SQLCell) throws(DatabaseError) -> [Self]
}

extension Array: SQLEncodable where Element: SQLArrayElement {
    public static var sqlType: SQLType { Element.arrayType }

    public func encode(into parameters: inout Parameters) {
        Element.encode(self, into: &parameters)
    }
}

extension Array: RowDecodable where Element: SQLArrayElement {}

extension Array: SQLDecodable where Element: SQLArrayElement {
    public static func decodes(_ type: SQLType) -> Bool {
        type == Element.arrayType
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        self = try Element.decodeArray(cell)
    }
}

extension UInt8: SQLArrayElement {
    public static var arrayType: SQLType { .bytea }

    public static func encode(_ array: [UInt8], into parameters: inout Parameters) {
        parameters.write(array)
    }

    public static func decodeArray(_ cell: borrowing SQLCell) throws(DatabaseError) -> [UInt8] {
        Array(try cell.bytes())
    }
}

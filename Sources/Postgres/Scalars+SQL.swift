extension Bool: SQLEncodable, SQLDecodable {
    public static var sqlType: SQLType { .bool }

    public func encode(into parameters: inout Parameters) {
        parameters.write(UInt8(self ? 1 : 0))
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .bool
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        self = try cell.integer(UInt8.self) != 0
    }
}

extension Int16: SQLEncodable, SQLDecodable {
    public static var sqlType: SQLType { .int2 }

    public func encode(into parameters: inout Parameters) {
        parameters.write(self)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .int2
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        self = try cell.integer()
    }
}

extension Int32: SQLEncodable, SQLDecodable {
    public static var sqlType: SQLType { .int4 }

    public func encode(into parameters: inout Parameters) {
        parameters.write(self)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .int4 || type == .int2
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        self = cell.type == .int2 ? Int32(try cell.integer(Int16.self)) : try cell.integer()
    }
}

extension Int64: SQLEncodable, SQLDecodable {
    public static var sqlType: SQLType { .int8 }

    public func encode(into parameters: inout Parameters) {
        parameters.write(self)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        type == .int8 || type == .int4 || type == .int2
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        switch cell.type {
        case .int2: self = Int64(try cell.integer(Int16.self))
        case .int4: self = Int64(try cell.integer(Int32.self))
        default: self = try cell.integer()
        }
    }
}

extension Int: SQLEncodable, SQLDecodable {
    public static var sqlType: SQLType { .int8 }

    public func encode(into parameters: inout Parameters) {
        parameters.write(Int64(self))
    }

    public static func decodes(_ type: SQLType) -> Bool {
        Int64.decodes(type)
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        guard let value = Int(exactly: try Int64(cell: cell)) else { throw cell.refused(as: Int.self) }
        self = value
    }
}

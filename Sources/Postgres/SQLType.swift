/// A type of the server, by the number PostgreSQL gives it in `pg_type`; the built-in ones never change.
public struct SQLType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The server works out the type of the parameter from where it stands.
    public static let inferred = SQLType(rawValue: 0)
    public static let bool = SQLType(rawValue: 16)
    public static let bytea = SQLType(rawValue: 17)
    public static let name = SQLType(rawValue: 19)
    public static let int8 = SQLType(rawValue: 20)
    public static let int2 = SQLType(rawValue: 21)
    public static let int4 = SQLType(rawValue: 23)
    public static let text = SQLType(rawValue: 25)
    public static let json = SQLType(rawValue: 114)
    public static let unknown = SQLType(rawValue: 705)
    public static let textArray = SQLType(rawValue: 1009)
    public static let int8Array = SQLType(rawValue: 1016)
    public static let bpchar = SQLType(rawValue: 1042)
    public static let varchar = SQLType(rawValue: 1043)
    public static let date = SQLType(rawValue: 1082)
    public static let timestamptz = SQLType(rawValue: 1184)
    public static let uuid = SQLType(rawValue: 2950)
    public static let uuidArray = SQLType(rawValue: 2951)

    /// The number, as an error's detail shows it.
    public var description: String {
        "type \(rawValue)"
    }
}

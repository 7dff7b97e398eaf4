/// A value that can stand in an `SQL` literal as `\(value)`: it is bound, never written into the text.
public protocol SQLEncodable {
    /// The type the parameter is declared with.
    static var sqlType: SQLType { get }

    /// Writes the one value; called once for each parameter.
    func encode(into parameters: inout Parameters)
}

/// What goes both ways.
public typealias SQLValue = SQLEncodable & SQLDecodable

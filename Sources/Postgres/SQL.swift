/// A statement or a piece of one. It is built from literals alone: the text of a literal is the programmer's,
/// `\(value)` binds a parameter, `\(fragment)` splices another `SQL`; a `String` can become a parameter but never text.
///
/// Each `\(value)` is a parameter of its own, also when the same value stands twice.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    private(set) var wording = Wording()
    private(set) var parameters = Parameters()

    /// The text, with `$1`, `$2`, … where the parameters stand.
    var text: String { wording.text }

    // `StaticString` and not `String`, so that no run-time text gets in by calling this by name.
    public init(stringLiteral value: StaticString) {
        wording.write(value)
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    private init(letters: Int, values: Int) {
        wording.reserve(letters: letters, parameters: values)
        parameters.reserve(values)
    }

    private mutating func bind(_ value: some SQLEncodable) {
        parameters.add(value)
        wording.markParameter()
    }

    private mutating func splice(_ fragment: SQL) {
        wording.append(fragment.wording)
        parameters.append(fragment.parameters)
    }

    /// What the compiler calls for the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(letters: literalCapacity, values: interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            sql.wording.write(literal)
        }

        /// Binds the value as a parameter.
        public mutating func appendInterpolation(_ value: some SQLEncodable) {
            sql.bind(value)
        }

        /// Binds the value, or NULL. Said apart, because the compiler warns of an optional that a general parameter takes.
        public mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value?) {
            sql.bind(value)
        }

        /// Splices the fragment and its parameters.
        public mutating func appendInterpolation(_ fragment: SQL) {
            sql.splice(fragment)
        }
    }
}

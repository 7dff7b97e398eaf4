/// A statement or a piece of one. It is built from literals alone: the text of a literal is the programmer's,
/// `\(value)` binds a parameter, `\(fragment)` splices another `SQL`; a `String` can become a parameter but never text.
///
/// Each `\(value)` is a parameter of its own, also when the same value stands twice.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text, with `$1`, `$2`, … where the parameters stand.
    private(set) var text: String
    private(set) var parameters = Parameters()

    /// Where in `text` (in UTF-8) each placeholder begins, so that splicing can number them anew.
    private var placeholders: [Int] = []

    // `StaticString` and not `String`, so that no run-time text gets in by calling this by name.
    public init(stringLiteral value: StaticString) {
        text = value.description
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    private init(reserving capacity: Int) {
        text = ""
        text.reserveCapacity(capacity)
    }

    private mutating func appendPlaceholder(_ number: Int) {
        placeholders.append(text.utf8.count)
        text += "$"
        text += String(number)
    }

    private mutating func bind(_ value: some SQLEncodable) {
        parameters.add(value)
        appendPlaceholder(parameters.count)
    }

    private mutating func splice(_ fragment: SQL) {
        let bound = parameters.count
        var rest = fragment.text.utf8[...]
        for (index, offset) in fragment.placeholders.enumerated() {
            let placeholder = fragment.text.utf8.index(fragment.text.startIndex, offsetBy: offset)
            text += Substring(rest[..<placeholder])
            appendPlaceholder(bound + index + 1)
            rest = fragment.text.utf8[placeholder...].dropFirst(1 + String(index + 1).utf8.count)
        }
        text += Substring(rest)
        parameters.append(fragment.parameters)
    }

    /// What the compiler calls for the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(reserving: literalCapacity + interpolationCount * 16)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            sql.text += literal.description
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

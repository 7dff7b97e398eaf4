/// The headers of a request or an answer, in order. Names are equal without regard to case (RFC 9110, 5.1).
public struct Headers: Sendable, ExpressibleByDictionaryLiteral {
    public struct Field: Sendable, Equatable {
        /// A token, written as it was added.
        public let name: String
        public let value: HeaderValue
    }

    public private(set) var fields: [Field] = []

    public init() {}

    /// Headers written in the source; a name that is not a token is left out, as by `add`.
    public init(dictionaryLiteral elements: (String, HeaderValue)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// The first value under `name`; nil if there is none.
    public subscript(_ name: String) -> String? {
        fields.first { Text.equalIgnoringCase($0.name, name) }?.value.text
    }

    /// Every value under `name`, in order.
    public func all(_ name: String) -> [String] {
        fields.compactMap { Text.equalIgnoringCase($0.name, name) ? $0.value.text : nil }
    }

    /// Adds a header after those already there. Answers false, and adds nothing, when `name` is not a token.
    @discardableResult
    public mutating func add(_ name: String, _ value: HeaderValue) -> Bool {
        guard Text.isToken(name) else { return false }
        fields.append(Field(name: name, value: value))
        return true
    }

    /// Puts `value` in the place of every header under `name`. Answers false, and changes nothing, when `name` is not a token.
    @discardableResult
    public mutating func set(_ name: String, _ value: HeaderValue) -> Bool {
        guard Text.isToken(name) else { return false }
        remove(name)
        return add(name, value)
    }

    /// Takes out every header under `name`.
    public mutating func remove(_ name: String) {
        fields.removeAll { Text.equalIgnoringCase($0.name, name) }
    }
}

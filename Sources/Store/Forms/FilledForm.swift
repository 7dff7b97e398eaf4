/// A form as somebody filled it in: what was typed into each field, and what is wrong with it. The same value goes from
/// the edge through the rules to the page that shows the form again.
public struct FilledForm<Field: FormField>: Sendable {
    public struct Mistake: Sendable, Equatable {
        /// nil when the form as a whole is refused, as with a wrong password.
        public let field: Field?
        /// A sentence that says what to do: "Enter a price such as 29.99."
        public let message: String
        public let remedy: Remedy?
    }

    /// By the fields' names.
    private var typed: [String: String] = [:]
    /// One a field, in the order they were found.
    public private(set) var mistakes: [Mistake] = []

    /// That of the row which the form shows, so that nothing is saved over a later one; nil when it does not say.
    public var version: Int64?

    /// An empty form.
    public init() {}

    /// - Parameter typed: what was typed into a field; nil for one that was not sent, which counts as empty.
    public init(_ typed: (Field) -> String?) {
        for field in Field.allCases {
            guard let text = typed(field), !text.isEmpty else { continue }
            let isShort = text.utf8.count <= field.limit
            self[field] = isShort ? text : text.cut(to: field.limit)
            if !isShort { refuse(field, "This is longer than the store takes. Shorten it, please.") }
        }
    }

    /// What was typed, at most the field's limit of it; empty when nothing was.
    public subscript(field: Field) -> String {
        get { typed[field.rawValue] ?? "" }
        set { typed[field.rawValue] = newValue }
    }

    public var isRefused: Bool { !mistakes.isEmpty }

    /// The mistake in a field, or with nil that of the form as a whole; nil when it is right.
    public func mistake(in field: Field?) -> Mistake? {
        mistakes.isEmpty ? nil : mistakes.first { $0.field == field }
    }

    /// Notes what is wrong with a field, or with nil about the form as a whole; the first word on a field stays.
    public mutating func refuse(_ field: Field?, _ message: String, remedy: Remedy? = nil) {
        guard mistake(in: field) == nil else { return }
        mistakes.append(Mistake(field: field, message: message, remedy: remedy))
    }
}

/// What somebody whose form was refused may do instead.
public enum Remedy: Sendable, Equatable {
    /// There is an account already.
    case logIn
}

/// What a command that a form asked for came to.
public enum Outcome<Value: Sendable>: Sendable {
    case done(Value)
    /// Nothing was changed, and the form's mistakes say why.
    case refused
    /// What the form is about is not there, or is not theirs.
    case missing
}

extension Outcome where Value == Void {
    public static var done: Outcome { .done(()) }
}

extension String {
    /// The beginning, of at most so many bytes, without half a character at its end.
    func cut(to bytes: Int) -> String {
        var end = utf8.index(startIndex, offsetBy: bytes, limitedBy: endIndex) ?? endIndex
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}

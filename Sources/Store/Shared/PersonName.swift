internal import Characters

/// What a person calls themselves; may be empty.
public struct PersonName: Hashable, Sendable {
    public let text: String

    /// nil for more than 255 characters. Blanks and what cannot be seen are dropped at both ends, and a name of nothing
    /// else is empty.
    public init?(_ typed: String) {
        guard let text = TypedField.line(typed, longest: 255) else { return nil }
        self.text = text.isVisible ? text : ""
    }
}

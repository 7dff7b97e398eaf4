/// What a person calls themselves; may be empty.
public struct PersonName: Hashable, Sendable {
    public let text: String

    /// nil for more than 255 characters or more than one line of text; surrounding blanks are dropped.
    public init?(_ typed: String) {
        let text = typed.trimmed
        guard text.unicodeScalars.count <= 255, text.isOneLine, text.isPlainText else { return nil }
        self.text = text
    }
}

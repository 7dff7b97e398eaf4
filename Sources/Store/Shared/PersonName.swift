/// What a person calls themselves; may be empty.
public struct PersonName: Hashable, Sendable {
    public let text: String

    /// nil for more than 255 characters or for control characters; surrounding blanks are dropped.
    public init?(_ typed: String) {
        let text = typed.trimmed
        guard text.unicodeScalars.count <= 255, !text.hasControls else { return nil }
        self.text = text
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Whether it has characters that no single line of text has (Unicode category Cc).
    var hasControls: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}

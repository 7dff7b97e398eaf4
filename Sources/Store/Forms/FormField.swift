/// The fields of one form. The raw value is the field's name in the page, the only name it has.
public protocol FormField: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The most that may be typed, in bytes; more than any rule allows, so that the rule's own words are heard first.
    /// Measured before anything else looks at the text.
    var limit: Int { get }
}

extension FormField {
    /// Of a line of text: 255 characters, each of which somebody may have typed in four parts.
    public var limit: Int { 4_096 }

    /// Whether it is never shown again and never kept.
    public var isSecret: Bool { rawValue.hasSuffix("password") }
}

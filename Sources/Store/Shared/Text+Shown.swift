internal import Characters

/// What a person wrote, among words of ours.
extension String {
    /// nil when there is nothing to see in it: it is empty, or all blanks and characters of no width.
    public var visible: String? { isVisible ? self : nil }

    /// Between marks that keep its direction to itself (UAX #9: first strong isolate, pop directional isolate), for
    /// a sentence without markup. In a page `<bdi>` does the same.
    public var isolated: String { "\u{2068}\(self)\u{2069}" }
}

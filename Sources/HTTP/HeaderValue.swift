/// The value of a header. It cannot carry CR, LF, NUL or another control character, so no value can end its header
/// and begin another one.
public struct HeaderValue: Sendable, Equatable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let text: String

    /// The value, or nil when `text` holds a control character.
    public init?(_ text: String) {
        guard !Text.hasControl(text) else { return nil }
        self.text = text
    }

    /// A value written in the source. A control character in it is a programming error and stops the process.
    public init(_ literal: StaticString) {
        self.init(stringLiteral: literal)
    }

    public init(stringLiteral literal: StaticString) {
        let text = String(describing: literal)
        precondition(!Text.hasControl(text), "a header value holds a control character")
        self.text = text
    }

    public init(_ number: Int) {
        text = String(number)
    }

    /// For values that this module has built of safe characters.
    init(safe text: String) {
        self.text = text
    }

    public var description: String { text }
}

internal import Characters
public import Postgres

/// Why an admin did something, in words for whom it concerns: 1 to 500 characters.
public struct Reason: Hashable, Sendable {
    public let text: String

    /// nil when there is nothing to read, or more than 500 characters.
    public init?(_ typed: String) {
        guard let text = TypedField.lines(typed, bytes: 2_000), text.isVisible, text.unicodeScalars.count <= 500 else {
            return nil
        }
        self.text = text
    }

    private init(stored: String) { text = stored }
}

extension Reason: SQLWrapper {
    public init?(sql: String) { self.init(stored: sql) }
    public var sql: String { text }
}

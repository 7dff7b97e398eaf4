/// Everything that is wrong with a filled-in form: one message a field, in the order of the form.
public struct FieldErrors: Error, Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public let field: String
        public let message: String
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    public init(_ field: String, _ message: String) { add(field, message) }

    public var isEmpty: Bool { entries.isEmpty }

    /// The message for a field, nil when it is fine.
    public subscript(field: String) -> String? { entries.first { $0.field == field }?.message }

    /// Notes what is wrong with a field; the first word on a field stays.
    mutating func add(_ field: String, _ message: String) {
        guard self[field] == nil else { return }
        entries.append(Entry(field: field, message: message))
    }
}

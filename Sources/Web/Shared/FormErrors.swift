/// What is wrong with a submitted form, in the order of its fields; empty when the form is shown for the first time.
struct FormErrors: Sendable {
    struct Item: Sendable {
        /// The name of the field; empty when the form as a whole is refused, as with a wrong password.
        let field: String
        /// A sentence that says what to do: "Enter a price such as 29.99."
        let message: String
    }

    private(set) var items: [Item] = []

    static let none = FormErrors()

    /// Adds an error of one field, or of the whole form when `field` is nil.
    mutating func add(_ message: String, field: String? = nil) {
        items.append(Item(field: field ?? "", message: message))
    }

    /// The first message about `field`; nil when it is right.
    subscript(field: String) -> String? {
        items.first { $0.field == field }?.message
    }

    var isEmpty: Bool { items.isEmpty }
}

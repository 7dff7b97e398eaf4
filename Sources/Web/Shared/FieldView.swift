/// One field of a form with its label, hint and error, as `shared/_field.html` shows it.
///
/// The name is also the element's id, so a page shows a name once.
struct FieldView: Sendable {
    /// Which element is written.
    enum Kind: Sendable {
        /// An `<input>` of this type: text, email, password.
        case input(type: String)
        /// A `<textarea>` of this many lines.
        case text(rows: Int)
        case choice([Choice])
    }

    let name: String
    let label: String
    let kind: Kind
    /// What was typed; empty for passwords, which are never sent back.
    let value: String
    let hint: String?
    let error: String?
    let isRequired: Bool
    /// The `autocomplete` token (WCAG 1.3.5), or "off".
    let autocomplete: String
    /// The keyboard a phone shows; nil for the type's own.
    let inputMode: String?

    init(
        _ name: String, label: String, kind: Kind = .input(type: "text"), value: String = "", hint: String? = nil,
        error: String? = nil, isRequired: Bool = false, autocomplete: String = "off", inputMode: String? = nil
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.autocomplete = autocomplete
        self.inputMode = inputMode
    }

    /// The email address of the person who fills in the form.
    static func email(_ value: String, hint: String? = nil, error: String?) -> FieldView {
        FieldView(
            "email", label: "Email", kind: .input(type: "email"), value: value, hint: hint, error: error,
            isRequired: true, autocomplete: "email")
    }

    // What the template asks.

    /// The input's type; empty for other elements.
    var type: String {
        if case .input(let type) = kind { type } else { "" }
    }

    var isText: Bool {
        if case .text = kind { true } else { false }
    }

    var isChoice: Bool {
        if case .choice = kind { true } else { false }
    }

    var rows: Int {
        if case .text(let rows) = kind { rows } else { 0 }
    }

    var choices: [Choice] {
        if case .choice(let choices) = kind { choices } else { [] }
    }

    /// The ids that describe the field to a screen reader; nil when there is neither hint nor error.
    var describedBy: String? {
        switch (error != nil, hint != nil) {
        case (true, true): "\(name)-error \(name)-hint"
        case (true, false): "\(name)-error"
        case (false, true): "\(name)-hint"
        case (false, false): nil
        }
    }
}

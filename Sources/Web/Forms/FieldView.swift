internal import Store

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
    /// What somebody may do instead of mending the error; nil for nothing.
    let remedy: RemedyView?
    let isRequired: Bool
    /// The `autocomplete` token (WCAG 1.3.5), or "off".
    let autocomplete: String
    /// The keyboard a phone shows; nil for the type's own.
    let inputMode: String?

    // What the template asks.

    /// The input's type; empty for other elements.
    var type: String {
        if case .input(let type) = kind { type } else { "" }
    }

    /// Whether what is typed reads in the direction of its own letters; a password shows none.
    var isWords: Bool { type != "password" }

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

extension FilledForm {
    /// A field of this form, with what was typed into it, unless it is a password, and what is wrong with it.
    func view(
        _ field: Field, label: String, kind: FieldView.Kind = .input(type: "text"), hint: String? = nil,
        isRequired: Bool = false, autocomplete: String = "off", inputMode: String? = nil
    ) -> FieldView {
        let mistake = mistake(in: field)
        return FieldView(
            name: field.rawValue, label: label, kind: kind, value: field.isSecret ? "" : self[field], hint: hint,
            error: mistake?.message, remedy: mistake?.remedy.map { RemedyView($0) }, isRequired: isRequired,
            autocomplete: autocomplete, inputMode: inputMode)
    }

    /// The e-mail address of the person who fills in the form.
    func email(_ field: Field, hint: String? = nil) -> FieldView {
        view(
            field, label: "Email", kind: .input(type: "email"), hint: hint, isRequired: true, autocomplete: "email")
    }

    /// A password; `autocomplete` says whether it is the current one or a new one.
    func password(
        _ field: Field, label: String = "Password", hint: String? = nil, autocomplete: String
    ) -> FieldView {
        view(
            field, label: label, kind: .input(type: "password"), hint: hint, isRequired: true,
            autocomplete: autocomplete)
    }
}

/// `/auth/register`.
struct RegisterPage: Sendable {
    let layout: Layout
    let fields: [FieldView]
    let errors: [FormErrors.Item]
    /// The page first asked for, sent on in the hidden field `next`; nil for the dashboard.
    let next: String?

    /// The rule for passwords, in words, before anybody can break it (WCAG 3.3.2).
    static let passwordHint = "At least 8 characters. A few words in a row are easy to remember."

    init(
        layout: Layout, email: String = "", name: String = "", next: String? = nil, errors: FormErrors = .none
    ) {
        self.layout = layout
        self.next = next
        self.errors = errors.items
        fields = [
            FieldView(
                "name", label: "Name", value: name, hint: "Shown beside your products.", error: errors["name"],
                autocomplete: "name"),
            .email(email, hint: "You log in with it. Buyers never see it.", error: errors["email"]),
            FieldView(
                "password", label: "Password", kind: .input(type: "password"), hint: Self.passwordHint,
                error: errors["password"], isRequired: true, autocomplete: "new-password"),
        ]
    }
}

/// `/auth/login`.
struct LoginPage: Sendable {
    let layout: Layout
    let fields: [FieldView]
    let errors: [FormErrors.Item]
    /// The page first asked for, sent on in the hidden field `next`; nil for the dashboard.
    let next: String?

    init(layout: Layout, email: String = "", next: String? = nil, errors: FormErrors = .none) {
        self.layout = layout
        self.next = next
        self.errors = errors.items
        fields = [
            .email(email, error: errors["email"]),
            FieldView(
                "password", label: "Password", kind: .input(type: "password"), error: errors["password"],
                isRequired: true, autocomplete: "current-password"),
        ]
    }
}

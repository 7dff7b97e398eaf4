/// `/dashboard/account`: what a seller's account holds, in three forms that are sent one at a time.
struct AccountPage: Sendable {
    let layout: Layout
    let nameFields: [FieldView]
    let emailFields: [FieldView]
    let passwordFields: [FieldView]
    let errors: [FormErrors.Item]

    /// - Parameters:
    ///   - name: As it is, or as it was typed last; likewise `email`.
    ///   - errors: Those of the form that was sent; a field's name is in one form only.
    init(layout: Layout, name: String, email: String, errors: FormErrors = .none) {
        self.layout = layout
        self.errors = errors.items
        func password(_ field: String, _ label: String, _ token: String, hint: String? = nil) -> FieldView {
            FieldView(
                field, label: label, kind: .input(type: "password"), hint: hint, error: errors[field],
                isRequired: true, autocomplete: token)
        }
        nameFields = [
            FieldView(
                "name", label: "Name", value: name, hint: "Shown beside your products.", error: errors["name"],
                autocomplete: "name")
        ]
        emailFields = [
            .email(email, hint: "You log in with it. Buyers never see it.", error: errors["email"]),
            password("password", "Password", "current-password", hint: "Your current one, to be sure it is you."),
        ]
        passwordFields = [
            password("current_password", "Current password", "current-password"),
            password("new_password", "New password", "new-password", hint: RegisterPage.passwordHint),
        ]
    }
}

internal import HTML
internal import Store

/// `/auth/register`.
struct RegisterPage: Sendable {
    let layout: Layout
    let form: FormView

    /// The rule for passwords, in words, before anybody can break it (WCAG 3.3.2).
    static let passwordHint = "At least 8 characters. A few words in a row are easy to remember."

    /// - Parameter next: the page first asked for; nil for the dashboard.
    init(_ visit: Visit, _ filled: FilledForm<RegistrationField> = FilledForm(), next: Link?) {
        layout = visit.layout("Open your store", .register)
        form = visit.form(filled, to: Route.register.link, hidden: .next(next)) { filled, field in
            switch field {
            case .name:
                filled.view(field, label: "Name", hint: "Shown beside your products.", autocomplete: "name")
            case .email: filled.email(field, hint: "You log in with it. Buyers never see it.")
            case .password: filled.password(field, hint: Self.passwordHint, autocomplete: "new-password")
            }
        }
    }
}

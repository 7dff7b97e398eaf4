internal import HTML
internal import Store

/// `/auth/login`.
struct LoginPage: Sendable {
    let layout: Layout
    let form: FormView
    /// Whether the browser has just been given a cookie and did not bring it back.
    let hasNoCookies: Bool

    /// - Parameter next: the page first asked for; nil for the dashboard.
    init(_ visit: Visit, _ filled: FilledForm<LoginField> = FilledForm(), next: Link?, hasNoCookies: Bool = false) {
        layout = visit.layout("Log in", .login)
        self.hasNoCookies = hasNoCookies
        form = visit.form(filled, to: Route.login.link, hidden: .next(next)) { filled, field in
            switch field {
            case .email: filled.email(field)
            case .password: filled.password(field, autocomplete: "current-password")
            }
        }
    }
}

extension [FormView.Hidden] {
    /// Where the form leads when it is done.
    static func next(_ link: Link?) -> [FormView.Hidden] {
        link.map { [FormView.Hidden(name: "next", value: $0.location)] } ?? []
    }
}

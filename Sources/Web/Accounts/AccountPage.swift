internal import HTML
internal import Store

/// `/dashboard/account`: what an account holds, in four forms that are sent one at a time.
struct AccountPage: Sendable {
    let layout: Layout
    let nameForm: FormView
    let zoneForm: FormView
    let emailForm: FormView
    let passwordForm: FormView
    /// For password managers: whose password it is that changes.
    let username: String

    /// Of the forms, the one that is given was refused; the others show what the account holds.
    init(
        _ visit: Visit, _ account: Account, name: FilledForm<NameField>? = nil, zone: FilledForm<ZoneField>? = nil,
        email: FilledForm<EmailField>? = nil, password: FilledForm<PasswordField> = FilledForm()
    ) {
        layout = visit.layout("Your account", .account)
        username = account.user.email.text
        nameForm = visit.form(name ?? FilledForm(account.user), to: Route.account.link) { filled, field in
            switch field {
            case .name: filled.view(field, label: "Name", hint: "Shown beside your products.", autocomplete: "name")
            }
        }
        zoneForm = visit.form(zone ?? FilledForm(account.user), to: Route.accountZone.link) { filled, field in
            switch field {
            case .zone:
                filled.view(
                    field, label: "Time zone", kind: .choice(UsualZones.choices(chosen: filled[field])),
                    hint: "What “today” means in your figures, and the clock your orders show.")
            }
        }
        emailForm = visit.form(email ?? FilledForm(account.user), to: Route.accountEmail.link) { filled, field in
            switch field {
            case .email: filled.email(field, hint: "You log in with it. Buyers never see it.")
            case .password:
                filled.password(
                    field, hint: "Your current one, to be sure it is you.", autocomplete: "current-password")
            }
        }
        passwordForm = visit.form(password, to: Route.accountPassword.link) { filled, field in
            switch field {
            case .current: filled.password(field, label: "Current password", autocomplete: "current-password")
            case .new:
                filled.password(
                    field, label: "New password", hint: RegisterPage.passwordHint, autocomplete: "new-password")
            }
        }
    }

    /// What was wrong with the form that was sent; nil when none was.
    var form: FormView { [nameForm, zoneForm, emailForm, passwordForm].first { $0.summary != nil } ?? nameForm }
}

extension FilledForm where Field == NameField {
    /// The form as the account fills it in.
    fileprivate init(_ user: User) {
        self.init()
        self[.name] = user.name
    }
}

extension FilledForm where Field == ZoneField {
    /// The form as the account fills it in.
    fileprivate init(_ user: User) {
        self.init()
        self[.zone] = user.timeZone.text
    }
}

extension FilledForm where Field == EmailField {
    /// The form as the account fills it in.
    fileprivate init(_ user: User) {
        self.init()
        self[.email] = user.email.text
    }
}

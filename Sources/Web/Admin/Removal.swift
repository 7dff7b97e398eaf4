import HTML
internal import Store

/// What an admin has taken out of the store, or may: `admin/_removal.html` shows it on an account's and a product's page.
struct Removal: Sendable {
    /// "Suspension".
    let title: String
    /// What happens, before it does.
    let words: String
    /// Why it was done; nil when it was not.
    let reason: String?
    /// The form that does it, or undoes it.
    let form: FormView
    /// What the form's button says.
    let button: String

    /// - Parameter filled: the form as it was refused.
    init(of user: User, _ visit: Visit, _ filled: FilledForm<ReasonField>) {
        self.init(
            "Suspension", user.suspensionReason, visit, filled,
            words: "The account is logged out at once and cannot log in, and nothing of it is on sale. Orders stay.",
            does: ("Suspend this account", Route.adminSuspension(user.id).link),
            undoes: ("Lift the suspension", Route.adminReinstatement(user.id).link))
    }

    /// - Parameter filled: the form as it was refused.
    init(of product: Product, _ visit: Visit, _ filled: FilledForm<ReasonField>) {
        self.init(
            "Takedown", product.takedownReason, visit, filled,
            words: "The product is neither listed nor sold any more, whatever its seller does. Orders stay.",
            does: ("Take this product down", Route.adminTakedown(product.id).link),
            undoes: ("Put it back", Route.adminPutBack(product.id).link))
    }

    private init(
        _ title: String, _ reason: String?, _ visit: Visit, _ filled: FilledForm<ReasonField>, words: String,
        does: (button: String, form: Link), undoes: (button: String, form: Link)
    ) {
        self.title = title
        self.words = words
        self.reason = reason
        button = reason == nil ? does.button : undoes.button
        form = reason == nil ? visit.form(filled, to: does.form) { $0.view($1) } : visit.form(to: undoes.form)
    }
}

extension FilledForm where Field == ReasonField {
    fileprivate func view(_ field: ReasonField) -> FieldView {
        switch field {
        case .reason:
            view(field, label: "Reason", kind: .text(rows: 3), hint: "The seller reads it.", isRequired: true)
        }
    }
}

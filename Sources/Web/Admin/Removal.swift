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
        title = "Suspension"
        words = "The account is logged out at once and cannot log in, and nothing of it is on sale. Orders stay."
        reason = user.suspensionReason
        button = user.suspensionReason == nil ? "Suspend this account" : "Lift the suspension"
        form =
            user.suspensionReason == nil
            ? visit.form(filled, to: Route.adminSuspension(user.id).link) { $0.view($1) }
            : visit.form(to: Route.adminReinstatement(user.id).link)
    }

    init(of product: Product, _ visit: Visit, _ filled: FilledForm<ReasonField>) {
        title = "Takedown"
        words = "The product is neither listed nor sold any more, whatever its seller does. Orders stay."
        reason = product.takedownReason
        button = product.takedownReason == nil ? "Take this product down" : "Put it back"
        form =
            product.takedownReason == nil
            ? visit.form(filled, to: Route.adminTakedown(product.id).link) { $0.view($1) }
            : visit.form(to: Route.adminPutBack(product.id).link)
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

/// What a buyer fills in.
public enum CheckoutField: String, FormField {
    case email, name
}

/// A checkout form as its buyer filled it in, every field valid.
public struct CheckoutDraft: Sendable {
    let email: EmailAddress
    let name: PersonName

    /// Checks what was typed; nil when the form has mistakes.
    public static func parse(_ form: inout FilledForm<CheckoutField>) -> CheckoutDraft? {
        let email = form.email(.email)
        let name = form.name(.name)
        guard !form.isRefused, let email, let name else { return nil }
        return CheckoutDraft(email: email, name: name)
    }
}

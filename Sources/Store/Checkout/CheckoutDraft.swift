/// A checkout form as its buyer filled it in, every field valid.
public struct CheckoutDraft: Sendable {
    let email: EmailAddress
    let name: PersonName
    /// The form's own number: the same form makes the same order, however often it is sent.
    let key: UUID
    /// The price that the form showed, in cents; nil when the form did not say, and -1, which no product costs, when it
    /// cannot be read. Only compared, never charged.
    let shownPrice: Int64?

    /// Checks what was typed; a failure lists every field that is wrong. A form without a readable number counts as
    /// one of its own.
    public static func parse(
        email typedEmail: String, name typedName: String, key: String?, shownPrice: String?
    ) -> Result<CheckoutDraft, FieldErrors> {
        var errors = FieldErrors()
        let email = EmailAddress(typedEmail)
        let name = PersonName(typedName)
        if email == nil { errors.add("email", "Enter an e-mail address, such as iris@example.com.") }
        if name == nil { errors.add("name", "Keep the name to one line of at most 255 characters.") }
        guard errors.isEmpty, let email, let name else { return .failure(errors) }
        return .success(
            CheckoutDraft(
                email: email, name: name, key: key.flatMap { UUID($0) } ?? .random(),
                shownPrice: shownPrice.map { Int64($0) ?? -1 }
            )
        )
    }
}

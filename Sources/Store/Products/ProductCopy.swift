public import Postgres

/// What a seller fills in to copy a product.
public enum CopyField: String, FormField {
    case name
}

extension Product {
    /// A draft like a product of `seller`, under a name of its own. Refused as `create` refuses.
    public static func copy(
        _ id: ID, ownedBy seller: User.ID, from form: inout FilledForm<CopyField>, within quota: Quota = .usual,
        as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<Product> {
        guard let original = try Described<Product>.find(id, ownedBy: seller, &db) else { return .missing }
        if original.item.takedownReason != nil {
            form.refuse(nil, "An admin has taken this product down, so it cannot be copied.")
        }
        guard !form.isRefused else { return .refused }
        var filled = FilledForm(original)
        filled[.name] = form[.name]
        filled[.status] = Status.draft.rawValue
        let outcome = try create(from: &filled, for: seller, within: quota, as: submission, &db)
        for mistake in filled.mistakes { form.refuse(mistake.field == .name ? .name : nil, mistake.message) }
        return outcome
    }
}

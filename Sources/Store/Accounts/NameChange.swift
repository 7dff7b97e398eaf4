public import Postgres

/// What somebody wants to be called from now on.
public struct NameChange: Sendable {
    let name: PersonName

    /// Checks what was typed; nil when the form has mistakes. Empty is a name too.
    public static func parse(_ form: inout FilledForm<NameField>) -> NameChange? {
        let name = form.name(.name)
        guard !form.isRefused, let name else { return nil }
        return NameChange(name: name)
    }

    /// Changes the user's name; without such a user nothing happens.
    public func store(
        for user: User.ID, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) {
        try db.run(submission.noting("UPDATE users SET name = \(name.text) WHERE id = \(user) RETURNING id"))
    }
}

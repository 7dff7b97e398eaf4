public import Postgres

/// What somebody wants to be called from now on.
public struct NameChange: Sendable {
    let name: PersonName

    /// Checks what was typed, under the field `name`; empty is a name too.
    public static func parse(name typed: String) -> Result<NameChange, FieldErrors> {
        var errors = FieldErrors()
        guard let name = errors.name(typed) else { return .failure(errors) }
        return .success(NameChange(name: name))
    }

    /// Changes the user's name; without such a user nothing happens.
    public func store(for user: User.ID, _ db: inout Database) throws(DatabaseError) {
        try db.run("UPDATE users SET name = \(name.text) WHERE id = \(user)")
    }
}

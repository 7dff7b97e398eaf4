/// The rules for what an account holds and what is said when one is broken, for every form that asks for it. Each gives
/// the value, or nil and an error at the field.
extension FieldErrors {
    mutating func email(_ typed: String) -> EmailAddress? {
        let email = EmailAddress(typed)
        if email == nil { add("email", "Enter an e-mail address, such as mara@example.com.") }
        return email
    }

    mutating func name(_ typed: String) -> PersonName? {
        let name = PersonName(typed)
        if name == nil { add("name", "Keep the name to one line of at most 255 characters.") }
        return name
    }

    /// Length is the only rule for a password (NIST SP 800-63B 3.1.1.2): 8 characters or more, at most 1,024 bytes. Gives it
    /// in the spelling that is hashed.
    mutating func newPassword(_ typed: String, at field: String = "password") -> String? {
        guard let password = TypedPassword(typed).normal else {
            add(field, "Choose a password of at most 1,024 bytes.")
            return nil
        }
        if password.unicodeScalars.count < 8 { add(field, "Choose a password of at least 8 characters.") }
        return self[field] == nil ? password : nil
    }
}

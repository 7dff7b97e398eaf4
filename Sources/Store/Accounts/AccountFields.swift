/// What the log-in asks for.
public enum LoginField: String, FormField {
    case email, password
}

/// What a registration asks for; also what `nexus user` does.
public enum RegistrationField: String, FormField {
    case name, email, password
}

/// What the form for another name asks for.
public enum NameField: String, FormField {
    case name
}

/// What the form for another address asks for.
public enum EmailField: String, FormField {
    case email, password
}

/// What the form for another password asks for.
public enum PasswordField: String, FormField {
    case current = "current_password"
    case new = "new_password"
}

/// The rules for what an account holds and what is said when one is broken, for every form that asks for it. Each gives
/// the value, or nil and a mistake at the field.
extension FilledForm {
    mutating func email(_ field: Field) -> EmailAddress? {
        let email = EmailAddress(self[field])
        if email == nil { refuse(field, "Enter an e-mail address, such as iris@example.com.") }
        return email
    }

    mutating func name(_ field: Field) -> PersonName? {
        let name = PersonName(self[field])
        if name == nil { refuse(field, "Keep the name to one line of at most 255 characters.") }
        return name
    }

    /// Length is the only rule for a password (NIST SP 800-63B 3.1.1.2): 8 characters or more, at most 1,024 bytes. Gives it
    /// in the spelling that is hashed.
    mutating func newPassword(_ field: Field) -> String? {
        guard let password = TypedPassword(self[field]).normal else {
            refuse(field, "Choose a password of at most 1,024 bytes.")
            return nil
        }
        if password.unicodeScalars.count < 8 { refuse(field, "Choose a password of at least 8 characters.") }
        return mistake(in: field) == nil ? password : nil
    }
}

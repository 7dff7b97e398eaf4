import ArgumentParser
import Passwords
import Postgres
import Processes
import Store

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Looks after accounts.",
        subcommands: [CreateAdmin.self, Promote.self, Demote.self, Suspend.self, Lift.self, SetPassword.self]
    )

    /// For the owner of the machine, who waits for nobody.
    static var hasher: PasswordHasher { PasswordHasher(gate: nil) }

    /// What was typed without being shown, or the first line of standard input where that is no terminal.
    static func password() throws(CommandFailure) -> String {
        guard let password = Terminal.secret("Password: ") else { throw CommandFailure("no password was given") }
        return password
    }

    /// What was said on the command line, as the form of a page.
    static func form(email: String, password: String, name: String = "") -> FilledForm<RegistrationField> {
        FilledForm { field in
            switch field {
            case .email: email
            case .password: password
            case .name: name
            }
        }
    }

    static func failure<Field: FormField>(_ form: FilledForm<Field>) -> CommandFailure {
        CommandFailure(form.mistakes.map(\.message).joined(separator: "\n"))
    }

    /// Asks for a new password of an account and stores it, with another role if one is given.
    static func reset(_ account: AccountOptions, as role: User.Role? = nil, _ db: inout Connection) throws -> User {
        var form = form(email: account.email, password: try password())
        guard let reset = try PasswordReset.parse(&form, hasher: hasher) else { throw failure(form) }
        guard let user = try reset.store(as: role, &db) else { throw account.nobody }
        return user
    }
}

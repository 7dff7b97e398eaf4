import ArgumentParser
import Passwords
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

    static func failure(_ form: FilledForm<RegistrationField>) -> CommandFailure {
        CommandFailure(form.mistakes.map(\.message).joined(separator: "\n"))
    }

    static func address(_ typed: String) throws(CommandFailure) -> EmailAddress {
        guard let address = EmailAddress(typed) else { throw CommandFailure("\(typed) is no e-mail address") }
        return address
    }

    static func nobody(_ email: String) -> CommandFailure {
        CommandFailure("\(email) has no account; `nexus user create-admin` makes one")
    }
}

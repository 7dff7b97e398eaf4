import ArgumentParser
import Passwords
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

    static func failure(_ errors: FieldErrors) -> CommandFailure {
        CommandFailure(errors.entries.map(\.message).joined(separator: "\n"))
    }

    static func address(_ typed: String) throws(CommandFailure) -> EmailAddress {
        guard let address = EmailAddress(typed) else { throw CommandFailure("\(typed) is no e-mail address") }
        return address
    }

    static func nobody(_ email: String) -> CommandFailure {
        CommandFailure("\(email) has no account; `nexus user create-admin` makes one")
    }
}

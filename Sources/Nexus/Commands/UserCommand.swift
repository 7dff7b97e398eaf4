import ArgumentParser
import Passwords
import Postgres
import Store

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Looks after accounts.",
        subcommands: [CreateAdmin.self]
    )

    struct CreateAdmin: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an account that may use the admin pages.",
            discussion: """
                Asks for the password, without showing it; without a terminal it is the first line of standard input.
                Connects with DATABASE_OWNER_URL: the application's own role cannot make admins.
                """
        )

        @Argument(help: "The address to log in with.")
        var email: String

        @Option(help: "The name that is shown.")
        var name = ""

        func run() throws {
            let settings = try Settings.current()
            guard let password = Terminal.secret("Password: ") else { throw CommandFailure("no password was given") }
            let hasher = PasswordHasher(gate: nil)
            switch try Registration.parse(email: email, password: password, name: name, hasher: hasher) {
            case .failure(let errors):
                throw CommandFailure(errors.entries.map(\.message).joined(separator: "\n"))
            case .success(let registration):
                var db = try Connection(settings.owner)
                guard let admin = try User.createAdmin(registration, &db) else {
                    throw CommandFailure("\(email) has an account already")
                }
                Terminal.say("\(admin.email.text) may use the admin pages")
            }
        }
    }
}

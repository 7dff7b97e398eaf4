import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
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

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let settings = try store.announced()
            let password = try UserCommand.password()
            var form = UserCommand.form(email: email, password: password, name: name)
            guard let registration = try Registration.parse(&form, hasher: UserCommand.hasher) else {
                throw UserCommand.failure(form)
            }
            var db = try Connection(settings.owner)
            guard let admin = try User.createAdmin(registration, &db) else {
                throw CommandFailure("\(email) has an account already; `nexus user promote` makes it an admin's")
            }
            Terminal.say("\(admin.email.text) may use the admin pages")
        }
    }
}

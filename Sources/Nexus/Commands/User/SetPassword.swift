import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct SetPassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives an account a new password, for somebody who has forgotten it.",
            discussion: """
                Asks for the password, without showing it; without a terminal it is the first line of standard input.
                Whoever is logged in as this user has to log in again. Connects with DATABASE_OWNER_URL.
                """
        )

        @Argument(help: "The address that the account logs in with.")
        var email: String

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let settings = try store.announced()
            let password = try UserCommand.password()
            var form = UserCommand.form(email: email, password: password)
            guard let reset = try PasswordReset.parse(&form, hasher: UserCommand.hasher) else {
                throw UserCommand.failure(form)
            }
            var db = try Connection(settings.owner)
            guard let user = try reset.store(&db) else { throw UserCommand.nobody(email) }
            Terminal.say("\(user.email.text) has a new password; whoever was logged in has to log in again")
        }
    }
}

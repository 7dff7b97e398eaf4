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

        @OptionGroup
        var account: AccountOptions

        func run() throws {
            var db = try account.open()
            let user = try UserCommand.reset(account, &db)
            Terminal.say("\(user.email.text) has a new password; whoever was logged in has to log in again")
        }
    }
}

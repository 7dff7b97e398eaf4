import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct Promote: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets an account that is there use the admin pages, with a new password.",
            discussion: """
                Asks for the password, without showing it; without a terminal it is the first line of standard input: the old
                one may have been chosen by whoever registered the address first. Products and orders stay; whoever is logged
                in as this user has to log in again. Connects with DATABASE_OWNER_URL: the application's own role cannot make
                admins.
                """
        )

        @OptionGroup
        var account: AccountOptions

        func run() throws {
            var db = try account.open()
            guard try account.find(&db).suspensionReason == nil else {
                throw CommandFailure("\(account.email) is suspended; `nexus user lift` comes first")
            }
            let admin = try UserCommand.reset(account, as: .admin, &db)
            Terminal.say("\(admin.email.text) may use the admin pages, with the new password")
        }
    }
}

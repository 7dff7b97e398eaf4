import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct Promote: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets an account that is there use the admin pages.",
            discussion: """
                Password, products and orders stay; whoever is logged in as this user has to log in again. Connects with
                DATABASE_OWNER_URL: the application's own role cannot make admins.
                """
        )

        @Argument(help: "The address that the account logs in with.")
        var email: String

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let settings = try store.announced()
            let address = try UserCommand.address(email)
            var db = try Connection(settings.owner)
            if let user = try User.find(address, &db), user.suspensionReason != nil {
                throw CommandFailure("\(email) is suspended; `nexus user lift` comes first")
            }
            guard let admin = try User.promote(address, &db) else { throw UserCommand.nobody(email) }
            Terminal.say("\(admin.email.text) may use the admin pages")
        }
    }
}

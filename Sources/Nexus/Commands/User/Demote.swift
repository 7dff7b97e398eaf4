import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct Demote: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an admin's account a seller's again.",
            discussion: """
                Password, products and orders stay; whoever is logged in as this user has to log in again. Connects with
                DATABASE_OWNER_URL: the application's own role cannot change what an account may do.
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
            guard let user = try User.demote(address, &db) else { throw UserCommand.nobody(email) }
            Terminal.say("\(user.email.text) may not use the admin pages any more")
        }
    }
}

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

        @OptionGroup
        var account: AccountOptions

        func run() throws {
            var db = try account.open()
            guard let user = try User.demote(try account.address, &db) else { throw account.nobody }
            Terminal.say("\(user.email.text) may not use the admin pages any more")
        }
    }
}

import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct Suspend: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shuts a seller out, and takes all that is theirs off sale.",
            discussion: """
                Whoever is logged in as this user is logged out, and reads the reason at the next log-in. Orders and
                receipts stay. `nexus user lift` takes it back.
                """
        )

        @Argument(help: "The address that the account logs in with.")
        var email: String

        @Option(help: "Why, in words for the seller: 500 characters at most.")
        var reason: String

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let settings = try store.announced()
            let address = try UserCommand.address(email)
            guard let reason = Reason(reason) else {
                throw CommandFailure("the reason has to have 1 to 500 characters")
            }
            var db = try Connection(settings.owner)
            guard let user = try User.find(address, &db) else { throw UserCommand.nobody(email) }
            switch try User.suspend(user.id, for: reason, by: nil, &db) {
            case .done: Terminal.say("\(email) is suspended, and nothing of theirs is on sale")
            case .isAdmin: throw CommandFailure("\(email) is an admin; `nexus user demote` comes first")
            case .missing: throw UserCommand.nobody(email)
            }
        }
    }
}

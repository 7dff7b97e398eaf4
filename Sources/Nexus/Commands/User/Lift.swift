import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct Lift: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a suspended seller in again; what was on sale is so again."
        )

        @Argument(help: "The address that the account logs in with.")
        var email: String

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let settings = try store.announced()
            let address = try UserCommand.address(email)
            var db = try Connection(settings.owner)
            guard let user = try User.find(address, &db), case .done = try User.lift(user.id, by: nil, &db) else {
                throw UserCommand.nobody(email)
            }
            Terminal.say("\(email) is not suspended")
        }
    }
}

import ArgumentParser
import Postgres
import Processes
import Store

extension UserCommand {
    struct Lift: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a suspended seller in again; what was on sale is so again."
        )

        @OptionGroup
        var account: AccountOptions

        func run() throws {
            var db = try account.open()
            guard case .done(let user) = try User.reinstate(try account.find(&db).id, by: nil, &db) else {
                throw account.nobody
            }
            Terminal.say("\(user.email.text) is not suspended")
        }
    }
}

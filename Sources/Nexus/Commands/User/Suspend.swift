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

        @Option(help: "Why, in words for the seller: 500 characters at most.")
        var reason: String

        @OptionGroup
        var account: AccountOptions

        func run() throws {
            var db = try account.open()
            var form = FilledForm<ReasonField> { _ in reason }
            switch try User.suspend(try account.find(&db).id, from: &form, by: nil, &db) {
            case .done(let user): Terminal.say("\(user.email.text) is suspended, and nothing of theirs is on sale")
            case .refused: throw UserCommand.failure(form)
            case .missing: throw account.nobody
            }
        }
    }
}

import ArgumentParser
import Postgres
import Processes
import Store

/// An account that is there, by the address that it logs in with.
struct AccountOptions: ParsableArguments {
    @Argument(help: "The address that the account logs in with.")
    var email: String

    @OptionGroup
    var store: StoreOptions

    var address: EmailAddress {
        get throws(CommandFailure) {
            guard let address = EmailAddress(email) else { throw CommandFailure("\(email) is no e-mail address") }
            return address
        }
    }

    /// The store's database as its owner.
    func open() throws -> Connection {
        let settings = try store.announced()
        _ = try address
        return try Connection(settings.owner)
    }

    func find(_ db: inout Connection) throws -> User {
        guard let user = try User.find(try address, &db) else { throw nobody }
        return user
    }

    /// What is said when nobody has that address.
    var nobody: CommandFailure { CommandFailure("\(email) has no account; `nexus user create-admin` makes one") }
}

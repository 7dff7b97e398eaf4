import ArgumentParser
import Postgres
import Processes

struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database's schema to where migrations/ says, and checks it.",
        discussion: "Connects with DATABASE_OWNER_URL, the role that owns the tables.",
        subcommands: [Status.self, MigrateUp.self, Reset.self, New.self, Verify.self],
        defaultSubcommand: Status.self
    )

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists every migration, and whether it was applied.")

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let migrator = try Migrate.migrator()
            var db = try Connection(store.settings().owner.patient)
            for migration in try migrator.status(&db) {
                Terminal.say("\(migration.file.padded(to: 40)) \(migration.words)")
            }
        }
    }

    struct MigrateUp: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "up", abstract: "Applies what is pending, each file in a transaction of its own.")

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let migrator = try Migrate.migrator()
            var db = try Connection(store.announced().owner.patient)
            let count = try migrator.up(&db, report: { Terminal.say($0) })
            if count == 0 { Terminal.say("nothing to do") }
        }
    }

    struct Reset: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drops everything and applies all migrations. Refused in production.")

        @Flag(help: "Do not ask.")
        var yes = false

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let settings = try store.announced()
            try settings.refuseInProduction("`nexus migrate reset`")
            if !yes {
                Terminal.write("This deletes all data of \(settings.owner). Type yes: ", to: 2)
                guard readLine() == "yes" else { throw CommandFailure("nothing was changed") }
            }
            let migrator = try Migrate.migrator()
            var db = try Connection(settings.owner.patient)
            try migrator.reset(&db, report: { Terminal.say($0) })
        }
    }

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes the next file in migrations/.")

        @Argument(help: "What it does, such as add_refunds.")
        var name: String

        func run() throws {
            Terminal.say(try Migrator.create(name: name, in: Home.find().migrations))
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what differs between the files and the database; ends with 1 if anything does.",
            discussion: "Migrates an empty database for the comparison, and drops it again.")

        @OptionGroup
        var store: StoreOptions

        func run() throws {
            let migrator = try Migrate.migrator()
            var db = try Connection(store.announced().owner.patient)
            let differences = try migrator.verify(&db, report: { Terminal.progress($0) })
            guard differences.isEmpty else {
                throw CommandFailure(
                    "the database is not as the files say:" + differences.map { "\n  - \($0)" }.joined())
            }
            Terminal.say("the database is as the files say")
        }
    }

    fileprivate static func migrator() throws(CommandFailure) -> Migrator {
        Migrator(directory: try Home.find().migrations)
    }
}

extension MigrationState {
    fileprivate var words: String {
        switch state {
        case .applied(let time, let milliseconds): "applied \(LogTime.text(time)), took \(milliseconds) ms"
        case .pending: "pending"
        case .changed: "changed after it was applied"
        case .missing: "applied, but the file is missing"
        }
    }
}

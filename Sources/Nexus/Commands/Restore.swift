import ArgumentParser
import Postgres
import Processes

struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills an empty database from a backup; all of it or nothing.",
        discussion: """
            A database with anything in it is refused. --replace puts the backup in its place: it asks first, wants \
            nobody else to be connected, and deletes the old data only when the new are in.

            The roles nexus_owner and nexus_app must exist; what each may do comes with the backup. Connects with \
            DATABASE_OWNER_URL.
            """
    )

    @Argument(help: "A file of `nexus backup`.")
    var file: String

    @Flag(help: "Replace what is in the database.")
    var replace = false

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup
    var store: StoreOptions

    func run() throws {
        let settings = try store.announced()
        Terminal.progress("reading \(file)")
        let backup = try BackupFile(Paths.absolute(file), key: try .current())
        var db = try Connection(settings.owner.patient)
        let restoring = BackupRestoring(settings.owner, backup)
        let mustReplace = try restoring.check(mayReplace: replace, &db)
        if mustReplace, !yes {
            let (made, rows) = (backup.manifest.made, backup.manifest.rows)
            Terminal.write(
                "This deletes all data of \(settings.owner)\nand puts in the \(rows) rows of \(made). Type yes: ", to: 2
            )
            guard readLine() == "yes" else { throw CommandFailure("nothing was changed") }
        }
        Signals.hold(Signals.stopping)
        try restoring.run(replacing: mustReplace, &db)
        Terminal.say("restored \(backup.manifest.rows) rows in \(backup.manifest.tables.count) tables")
        Terminal.progress("if the backup is of an older version: nexus migrate up")
    }
}

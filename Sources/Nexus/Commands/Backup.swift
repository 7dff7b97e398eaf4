import ArgumentParser
import Glibc
import Postgres
import Processes

struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the whole database to one file while the store runs, or tries such a file.",
        discussion: """
            nexus backup FILE            write
            nexus backup verify FILE     restore it into a PostgreSQL made for that, compare, throw that away

            The file is what pg_dump makes, with a manifest behind it: rows and a digest of each table, of the same
            moment. It is as secret as the store. Connects with DATABASE_OWNER_URL.
            """,
        subcommands: [Write.self, Verify.self],
        defaultSubcommand: Write.self
    )

    struct Write: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the whole database to one file while the store runs.",
            discussion: """
                A file that is there already is replaced once the new one is whole. Its mode is 0600. Anything else than a file, \
                such as a device or a pipe, is refused.
                """)

        @Argument(help: "The file to write.")
        var file: String

        func run() throws {
            let settings = try Settings.current()
            Signals.hold(Signals.stopping)
            var db = try Connection(settings.owner.patient)
            let file = Paths.absolute(file)
            let manifest = try BackupWriting(settings.owner, file: file, key: try .current()).run(&db)
            Terminal.say("\(file): \(manifest.tables.count) tables, \(manifest.rows) rows, as of \(manifest.made)")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Restores a backup into a PostgreSQL made for that, and compares; ends with 1 if anything differs.",
            discussion: """
                The database of the store is not touched, nor asked for anything: the copy is made by a role without rights, \
                in a cluster of its own in TMPDIR (/var/tmp), which is thrown away. Needs PostgreSQL's server programs here.
                """)

        @Argument(help: "A file of `nexus backup`.")
        var file: String

        func run() throws {
            Signals.hold(Signals.stopping)
            Terminal.progress("reading \(file)")
            let backup = try BackupFile(Paths.absolute(file), key: try .current())
            let comparison = try BackupTrial.compare(backup)
            Terminal.say(comparison.table)
            guard comparison.faults.isEmpty else {
                let faults = comparison.faults.map { "\n  - \($0.name) \($0.fault ?? "")" }.joined()
                throw CommandFailure("the restored copy is not what was backed up:\(faults)")
            }
            Terminal.say("restored, \(backup.manifest.rows) rows are as they were at \(backup.manifest.made)")
        }
    }
}

import Postgres
import Processes

/// pg_dump and pg_restore, of the server's own version where it is there: an older one refuses, a newer one may write
/// what the server does not know.
struct BackupPrograms {
    private let dump: String
    private let restore: String
    private let address: (connection: String, environment: [String: String])

    /// - Parameters:
    ///   - settings: the owner's, of the database to read or to fill.
    ///   - version: the server's, as PostgreSQL numbers them: 150020 is 15.20.
    /// - Throws: `CommandFailure` that says what to install.
    init(_ settings: ConnectionSettings, version: Int) throws(CommandFailure) {
        let major = "\(version / 10_000)"
        let places = PostgresPrograms.places(version: major) + PostgresPrograms.places(version: nil)
        guard let dump = Executable.find("pg_dump", first: places),
            let restore = Executable.find("pg_restore", first: places)
        else {
            throw CommandFailure("pg_dump and pg_restore are not installed (apt install postgresql-client-\(major))")
        }
        guard !settings.isPooled else {
            throw CommandFailure(
                "a backup needs PostgreSQL itself, not PgBouncer: let DATABASE_OWNER_URL lead there",
                status: CommandFailure.badSettings)
        }
        self.dump = dump
        self.restore = restore
        address = settings.forPrograms
    }

    /// Writes everything that the snapshot sees to `file`, compressed, as pg_restore takes it.
    func dump(to file: String, snapshot: String) -> Launch {
        launch(
            dump,
            [
                "--format=custom", "--file=\(file)", "--snapshot=\(snapshot)",
                // A migration at work is waited for, but not for ever.
                "--lock-wait-timeout=10000",
            ])
    }

    /// Fills an empty database from the file: all of it or nothing.
    ///
    /// - Parameter withRights: whether who owns what and who may do what comes as well, for which the roles must exist.
    func restore(from file: String, withRights: Bool) -> Launch {
        let without = withRights ? [] : ["--no-owner", "--no-privileges"]
        var launch = launch(restore, ["--single-transaction", "--exit-on-error"] + without)
        launch.arguments.append(file)
        return launch
    }

    private func launch(_ program: String, _ arguments: [String]) -> Launch {
        var launch = Launch(
            program, arguments + ["--no-password", "--verbose", "--dbname=\(address.connection)"])
        // English, because its words are read for the progress.
        launch.environment["LC_ALL"] = "C"
        launch.environment.merge(address.environment) { _, ours in ours }
        launch.signalOnParentDeath = .terminate
        return launch
    }
}

import FoundationEssentials
import Glibc
import Postgres
import Processes

/// A PostgreSQL cluster in a directory of its own, with one empty database of a role that has no rights beyond it. What a
/// stranger's file does in there reaches no store, no file and no program.
enum TrialCluster {
    /// Makes one, runs `body` as that role, and throws it away.
    ///
    /// - Parameter version: the major version that made what is tried; where it is not installed, the newest is taken.
    /// - Throws: `CommandFailure` that says what to install; and what `body` throws.
    static func with<T>(version: String, _ body: (ConnectionSettings) throws -> T) throws -> T {
        let programs = try programs(version)
        let user = try ClusterUser.current()
        // Not /tmp, which is often memory: there must be room for a copy of the store.
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/var/tmp"
        guard let directory = Files.makeTemporaryDirectory("\(parent)/nexus-trial-") else {
            throw CommandFailure.system(parent, errno)
        }
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let server = try start(programs, in: directory, user)
        defer { server.stop(SIGQUIT, patience: .seconds(5)) }
        return try body(try prepare(directory, server))
    }

    private static func programs(_ version: String) throws(CommandFailure) -> PostgresPrograms {
        if let programs = try? PostgresPrograms.find(version: version) { return programs }
        if let programs = try? PostgresPrograms.find(version: nil) { return programs }
        throw CommandFailure(
            "a backup is tried in a PostgreSQL of its own, which is not installed (apt install postgresql-\(version))")
    }

    private static func start(
        _ programs: PostgresPrograms, in directory: String, _ user: ClusterUser
    ) throws(CommandFailure) -> ChildProcess {
        if user.name != nil, chown(directory, user.id, user.group) != 0 { throw .system(directory, errno) }
        var initdb = Launch(
            programs.initdb,
            [
                "-D", "\(directory)/data", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                "--no-sync",
            ])
        initdb.user = user.name
        initdb.directory = directory
        try initdb.succeed("no PostgreSQL to try the backup in can be made in \(directory)")
        // Nothing of it is kept, so nothing need be on the disk.
        var postgres = Launch(
            programs.postgres,
            [
                "-D", "\(directory)/data", "-k", directory, "-c", "listen_addresses=", "-c", "fsync=off",
                "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "wal_level=minimal",
                "-c", "max_wal_senders=0", "-c", "log_min_messages=fatal",
            ])
        let log = try Files.openLog("\(directory)/log")
        defer { close(log) }
        postgres.output = log
        postgres.user = user.name
        postgres.directory = directory
        postgres.signalOnParentDeath = .interrupt
        return try postgres.start()
    }

    private static func prepare(_ directory: String, _ server: ChildProcess) throws -> ConnectionSettings {
        let owner = try ConnectionSettings(url: "host='\(directory)' port=5432 user=postgres dbname=postgres").patient
        for _ in 0..<600 {
            if var db = try? Connection(owner) {
                try db.script("CREATE ROLE trial LOGIN")
                try db.script("CREATE DATABASE trial OWNER trial TEMPLATE template0")
                return owner.user("trial").database("trial")
            }
            guard server.end() == nil else { break }
            usleep(50_000)
        }
        let said = (try? Files.contents("\(directory)/log")) ?? ""
        throw CommandFailure("the PostgreSQL to try the backup in does not start\n\(said)")
    }
}

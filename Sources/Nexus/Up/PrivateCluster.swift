import FoundationEssentials
import Glibc
import Postgres
import Processes

/// A PostgreSQL cluster that only `nexus up` uses, reached through a unix socket in a directory closed to others. That
/// directory is the lock on its door, hence `trust`.
struct PrivateCluster: Sendable {
    /// What it is kept in.
    let place: String
    private let sockets: String
    private let user: ClusterUser
    private let programs: PostgresPrograms
    private let maxConnections: Int

    private var data: String { "\(place)/data" }

    /// - Parameter workers: each has a connection of its own.
    init(_ directory: UpDirectory, workers: Int) throws(CommandFailure) {
        user = try .current()
        place = try ClusterPlace.find(directory, user)
        maxConnections = max(100, workers + 20)
        let version = (try? String(contentsOfFile: "\(place)/data/PG_VERSION", encoding: .utf8))?.split(separator: "\n")
        programs = try .find(version: version?.first.map(String.init))
        let inside = "\(place)/run"
        // PostgreSQL and libpq take a comma for the start of another directory.
        let fits = "\(inside)/.s.PGSQL.5432.lock".utf8.count <= UnixSocket.longestPath && !inside.contains(",")
        sockets = fits ? inside : try ShortDirectory.make(for: inside, owner: user.id)
        if fits { try user.makeDirectory(inside) }
    }

    var exists: Bool { FileManager.default.fileExists(atPath: "\(data)/PG_VERSION") }

    /// - Throws: `CommandFailure` that names the disk when it is too full for the server to start: it writes at least a
    ///   piece of its log (16 MiB) then, and a new cluster takes three times as much.
    func checkDisk() throws(CommandFailure) {
        try Disk.require(exists ? 32 : 96, for: place)
    }

    /// Makes the cluster. It gets its name only when it is whole, so that one cut short does not count.
    func create() throws(CommandFailure) {
        let draft = "\(place)/data.new"
        try? FileManager.default.removeItem(atPath: draft)
        var initdb = Launch(
            programs.initdb,
            [
                "-D", draft, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                // A disk that returns something else than was written is noticed, and not passed on.
                "--data-checksums",
            ])
        initdb.user = user.name
        initdb.directory = place
        try initdb.succeed("a private PostgreSQL cluster cannot be made in \(place)")
        guard rename(draft, data) == 0 else { throw .system(data, errno) }
    }

    /// Ends a server that an earlier run left. A pid file that now names somebody else's process is taken away, because
    /// PostgreSQL would not start; but never while anybody still works on the data, as its warning demands.
    func clearLeftovers() throws(CommandFailure) {
        let file = PidFile(path: "\(data)/postmaster.pid")
        try file.endLeftover(having: data, SIGINT)
        if let id = file.id, kill(id, 0) == 0 || errno == EPERM, !isInUse { file.remove() }
    }

    /// Whether any process has its working directory in the data, as all of PostgreSQL's have.
    private var isInUse: Bool {
        let files = FileManager.default
        let real = realpath(data, nil).map { path in
            defer { free(path) }
            return String(cString: path)
        }
        return ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).contains { name in
            name.allSatisfy(\.isNumber) && (try? files.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")) == real
        }
    }

    func launch(log: Int32) -> Launch {
        var launch = Launch(
            programs.postgres,
            [
                "-D", data, "-k", sockets, "-c", "listen_addresses=", "-c", "max_connections=\(maxConnections)",
                "-c", "timezone=UTC", "-c", "log_timezone=UTC",
                // The statement may hold what a visitor typed; the error's own line says enough.
                "-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse",
            ])
        launch.user = user.name
        launch.directory = place
        launch.output = log
        // Fast shutdown: whoever is connected is cut off, nothing that was committed is lost.
        launch.signalOnParentDeath = .interrupt
        return launch
    }

    /// Whether the server takes connections: it says so in the eighth line of its pid file.
    func isReady(_ child: ChildProcess) -> Bool {
        guard let text = try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8) else { return false }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count >= 8 && lines[0] == "\(child.id)" && lines[7].hasPrefix("ready")
    }

    /// A URL for libpq, and for psql.
    func url(role: String, database: String = "nexus") -> String {
        let path = sockets.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.properties.isASCIIHexDigit || "/-._~".unicodeScalars.contains(scalar)
                || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            return isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        return "postgresql://\(role)@/\(database)?host=\(path)"
    }

    /// Makes the two roles and the database, where they are missing.
    func prepare() throws {
        var db = try Connection(ConnectionSettings(url: url(role: "postgres", database: "postgres")).patient)
        try db.script(
            """
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nexus_owner') THEN
                    CREATE ROLE nexus_owner LOGIN CREATEDB;
                END IF;
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nexus_app') THEN
                    CREATE ROLE nexus_app LOGIN;
                END IF;
            END $$
            """)
        let exists = try db.first("SELECT true FROM pg_database WHERE datname = 'nexus'", as: Bool.self) ?? false
        if !exists { try db.script("CREATE DATABASE nexus OWNER nexus_owner") }
    }
}

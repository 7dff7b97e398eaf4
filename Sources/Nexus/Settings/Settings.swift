import Logging
import Postgres
import Processes
import Serving
import Store

/// Everything the command takes from its environment, checked. `.env.example` describes each name.
struct Settings: Sendable {
    enum Environment: String, Sendable, CaseIterable {
        case development, production
    }

    /// For the application's role.
    let database: ConnectionSettings
    /// For migrations and for making admins: the role that owns the tables.
    let owner: ConnectionSettings
    let environment: Environment
    /// Where browsers find the store: scheme, host and perhaps a port, nothing after it.
    let baseURL: String
    /// The unix socket that nginx sends requests to.
    let socket: String
    /// The socket's permissions, such as 0o660.
    let socketMode: UInt32
    let workers: Int
    /// For pid files and password slots.
    let runDirectory: String
    /// How many passwords may be hashed at once on this machine.
    let passwordSlots: Int
    let limits: WorkerLimits
    /// MiB that must be free where the run directory is, for the store to call itself ready.
    let freeMebibytes: Int
    /// What each account may have in all.
    let quota: Quota
    let logLevel: Logger.Level

    /// How many workers there are when nobody says: two for each core, and four at least.
    static var usualWorkers: Int { max(4, 2 * Machine.cores) }

    /// The settings of this process.
    ///
    /// - Throws: `CommandFailure` with status 78 that lists everything that is wrong.
    static func current() throws(CommandFailure) -> Settings {
        try Settings(SettingsSource.current())
    }

    /// - Throws: `CommandFailure` with status 78 that lists everything that is wrong.
    init(_ values: [String: String]) throws(CommandFailure) {
        var reader = SettingsReader(values)
        let environment = reader.environment()
        let database = reader.database("DATABASE_URL", instead: nil)
        let owner = reader.database("DATABASE_OWNER_URL", instead: "DATABASE_URL")
        let baseURL = reader.baseURL(environment)
        let runDirectory = reader.runDirectory(environment)
        let socket = reader.socket(in: runDirectory)
        let socketMode = reader.socketMode(environment)
        let workers = reader.count("NEXUS_WORKERS", in: 1...512, otherwise: Self.usualWorkers)
        let passwordSlots = reader.count("NEXUS_PASSWORD_SLOTS", in: 1...256, otherwise: max(1, Machine.cores / 2))
        let limits = reader.limits()
        let freeMebibytes = reader.count("NEXUS_FREE_SPACE", in: 0...1_048_576, otherwise: 16)
        let quota = reader.quota()
        let logLevel = reader.logLevel()
        guard let database, let owner, reader.problems.isEmpty else { throw reader.failure }
        self.database = database
        self.owner = owner
        self.environment = environment
        self.baseURL = baseURL
        self.runDirectory = runDirectory
        self.socket = socket
        self.socketMode = socketMode
        self.workers = workers
        self.passwordSlots = passwordSlots
        self.limits = limits
        self.freeMebibytes = freeMebibytes
        self.quota = quota
        self.logLevel = logLevel
    }

    /// - Parameter what: what production refuses, as in "`what` is refused in production".
    func refuseInProduction(_ what: String) throws(CommandFailure) {
        guard environment != .production else {
            throw CommandFailure(
                "\(what) is refused in production (NEXUS_ENVIRONMENT)", status: CommandFailure.badSettings)
        }
    }
}

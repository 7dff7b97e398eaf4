import Glibc
import Passwords
import Postgres
import Processes
import Serving

/// Whether the machine and the database are large enough for the workers. The rule: each worker takes a connection, and
/// one more is needed while a worker is replaced, two for the commands; each may grow to NEXUS_WORKER_MEMORY, and each
/// password that is hashed takes 19 MiB; and as many requests may wait at the socket as the system allows, 4096 at most.
struct SizingCheck {
    let workers: Int
    let cores: Int
    let passwordSlots: Int
    let memoryMebibytes: Int
    /// Of the database, for ordinary roles; nil when it does not tell.
    let connections: Int?
    /// MiB of the machine.
    let machineMebibytes: Int
    /// net.core.somaxconn; nil when it cannot be read.
    let backlog: Int?

    static let wantedBacklog = 4096

    init(_ settings: Settings) {
        workers = settings.workers
        cores = Machine.cores
        passwordSlots = settings.passwordSlots
        memoryMebibytes = settings.limits.memoryMebibytes
        connections = Self.connections(settings.database)
        machineMebibytes = sysconf(Int32(_SC_PHYS_PAGES)) / 1024 * sysconf(Int32(_SC_PAGESIZE)) / 1024
        backlog = (try? Files.contents("/proc/sys/net/core/somaxconn")).flatMap { Int($0.prefix { $0 != "\n" }) }
    }

    init(
        workers: Int, cores: Int, passwordSlots: Int, memoryMebibytes: Int, connections: Int?, machineMebibytes: Int,
        backlog: Int?
    ) {
        self.workers = workers
        self.cores = cores
        self.passwordSlots = passwordSlots
        self.memoryMebibytes = memoryMebibytes
        self.connections = connections
        self.machineMebibytes = machineMebibytes
        self.backlog = backlog
    }

    var neededConnections: Int { workers + 3 }
    var neededMebibytes: Int { workers * memoryMebibytes + (passwordSlots + PasswordGate.slotsAside) * 19 }

    var finding: Finding {
        let rule =
            "\(workers) workers on \(cores) cores: \(neededConnections) connections of "
            + "\(connections.map(String.init) ?? "?"), at most \(neededMebibytes) MiB of \(machineMebibytes), "
            + "backlog \(backlog.map { String(min($0, Self.wantedBacklog)) } ?? "?")"
        if let connections, connections < neededConnections {
            return Finding(
                "sizing", .amiss(rule, remedy: "raise max_connections in PostgreSQL, or lower NEXUS_WORKERS"))
        }
        if neededMebibytes > machineMebibytes {
            return Finding(
                "sizing", .amiss(rule, remedy: "lower NEXUS_WORKERS, NEXUS_WORKER_MEMORY or NEXUS_PASSWORD_SLOTS"))
        }
        if let backlog, backlog < Self.wantedBacklog {
            return Finding("sizing", .amiss(rule, remedy: "sysctl net.core.somaxconn=\(Self.wantedBacklog)"))
        }
        return Finding("sizing", .well(rule))
    }

    private static func connections(_ settings: ConnectionSettings) -> Int? {
        guard var db = try? Connection(settings) else { return nil }
        let sql: SQL = """
            SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            """
        return (try? db.first(sql, as: Int32.self)).map { Int($0) }
    }
}

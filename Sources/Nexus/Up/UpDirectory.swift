import Processes

/// Everything that `nexus up` keeps: `.nexus`, or the directory that it was told.
struct UpDirectory: Sendable {
    /// Absolute.
    let path: String

    init(_ path: String) { self.path = Paths.absolute(path) }

    /// Held while a `nexus up` runs here.
    var lock: String { "\(path)/up.lock" }
    /// What other commands need to reach this store, as `NAME='value'` lines.
    var settings: String { "\(path)/settings.env" }
    /// The private cluster, or a link to it.
    var postgres: String { "\(path)/postgres" }
    var tls: String { "\(path)/tls" }
    var nginx: String { "\(path)/nginx" }
    var errorPages: String { "\(path)/error-pages" }
    var log: String { "\(path)/log" }
    var run: String { "\(path)/run" }

    func log(_ name: String) -> String { "\(log)/\(name).log" }
    func pidFile(_ name: String) -> PidFile { PidFile(path: "\(run)/\(name).pid") }

    /// Only this user may look inside, but others pass through the outermost: PostgreSQL may be one of them.
    func make() throws(CommandFailure) {
        try Files.makeDirectory(path, mode: 0o711)
        for inner in [tls, nginx, errorPages, log, run] { try Files.makeDirectory(inner) }
    }

    /// `run/name`; if that is too long for a unix socket, a place in a short directory of our own.
    func socket(_ name: String) throws(CommandFailure) -> String {
        let path = "\(run)/\(name).sock"
        guard path.utf8.count > UnixSocket.longestPath else { return path }
        return "\(try ShortDirectory.make(for: run))/\(name).sock"
    }
}

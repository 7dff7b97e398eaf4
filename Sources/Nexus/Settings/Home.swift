import FoundationEssentials
import Processes

/// The directory with the files that come with the command: `nginx/`, `static/`, `migrations/`.
struct Home: Sendable {
    let path: String

    var nginx: String { "\(path)/nginx" }
    var staticFiles: String { "\(path)/static" }
    var migrations: String { "\(path)/migrations" }

    /// `NEXUS_HOME`; else the working directory or, upwards, the first above the command itself that has the files.
    ///
    /// - Throws: `CommandFailure` with status 78 when it is nowhere.
    static func find() throws(CommandFailure) -> Home {
        let files = FileManager.default
        if let named = ProcessInfo.processInfo.environment["NEXUS_HOME"], !named.isEmpty {
            guard isHome(named) else {
                throw CommandFailure(
                    "NEXUS_HOME has no nginx/nexus.conf: \(named)", status: CommandFailure.badSettings)
            }
            return Home(path: Paths.absolute(named))
        }
        if isHome(files.currentDirectoryPath) { return Home(path: files.currentDirectoryPath) }
        var directory = Executable.directory ?? "/"
        while directory != "/" {
            if isHome(directory) { return Home(path: directory) }
            directory = Paths.parent(of: directory)
        }
        throw CommandFailure(
            "nginx/, static/ and migrations/ are not here; run it in the checkout, or set NEXUS_HOME",
            status: CommandFailure.badSettings)
    }

    private static func isHome(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/nginx/nexus.conf")
    }
}

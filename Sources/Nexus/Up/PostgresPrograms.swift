import FoundationEssentials
import Processes

/// PostgreSQL's own programs, which Debian keeps out of PATH, one directory a version.
struct PostgresPrograms: Sendable {
    let postgres: String
    let initdb: String

    /// - Parameter version: the major version that a cluster was made by; nil for the newest there is.
    /// - Throws: `CommandFailure` that says what to install.
    static func find(version: String?) throws(CommandFailure) -> PostgresPrograms {
        let places = places(version: version)
        guard let postgres = Executable.find("postgres", first: places),
            let initdb = Executable.find("initdb", first: places)
        else {
            let which = version.map { " \($0), which made the store's cluster," } ?? ""
            throw CommandFailure(
                "PostgreSQL\(which) is not installed (apt install postgresql), and DATABASE_URL is not set")
        }
        return PostgresPrograms(postgres: postgres, initdb: initdb)
    }

    /// The directories where Debian keeps them, the newest version's first.
    static func places(version: String?) -> [String] {
        let all = "/usr/lib/postgresql"
        return ((try? FileManager.default.contentsOfDirectory(atPath: all)) ?? [])
            .filter { version == nil || $0 == version }
            .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
            .map { "\(all)/\($0)/bin" }
    }
}

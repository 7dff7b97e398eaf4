import Glibc
import HTTP
import Postgres
import Serving

/// Whether the store can do its work: the database answers, its schema is that of the files, there is room for what
/// workers write, and workers come up.
struct Readiness {
    let runDirectory: String
    let freeMebibytes: Int
    /// nil when the files are nowhere.
    let migrations: String?

    /// What is wrong, a line each and nothing that is not for everybody's eyes; the log has more. None when all is well.
    func faults(_ request: Request, _ slot: WorkerSlot, _ lifeline: inout Lifeline) -> [String] {
        let found = [
            database(request, &lifeline), Self.disk(free: freeBytes, least: UInt64(freeMebibytes) << 20),
            slot.isBreakerOpen ? "workers: new ones do not come up" : nil,
        ]
        return found.compactMap(\.self)
    }

    private func database(_ request: Request, _ lifeline: inout Lifeline) -> String? {
        guard let migrations else { return "schema: migrations/ is not here (NEXUS_HOME)" }
        return lifeline.lend(for: request.id) { db in
            do throws(MigrationError) {
                let states = try Migrator(directory: migrations).status(&db)
                let behind = states.count { if case .applied = $0.state { false } else { true } }
                return behind == 0 ? nil : "schema: \(behind) of \(states.count) migrations are not as the files say"
            } catch {
                // It tells of faults of both; only the files' own leave the database answering.
                let answers = (try? db.first("SELECT 1", as: Int32.self)) != nil
                return answers ? "schema: the migrations' files are not in order" : "database: it does not answer"
            }
        } ?? "database: it does not answer"
    }

    private var freeBytes: UInt64? {
        var status = statvfs()
        guard statvfs(runDirectory, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    static func disk(free: UInt64?, least: UInt64) -> String? {
        guard let free else { return "disk: the run directory cannot be looked at" }
        return free >= least ? nil : "disk: \(free >> 20) MiB are free where the run directory is"
    }
}

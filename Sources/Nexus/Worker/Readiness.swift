import HTTP
import Postgres
import Processes
import Serving

/// Whether the store can do its work: the database answers and takes writes, its schema is that of the files, there is
/// room for what workers write, and workers come up.
struct Readiness {
    let runDirectory: String
    let freeMebibytes: Int
    /// nil when the files are nowhere.
    let migrations: String?

    /// What is wrong, a line each and nothing that is not for everybody's eyes; the log has more. None when all is well.
    func faults(_ request: Request, _ slot: WorkerSlot, _ lifeline: inout Lifeline) -> [String] {
        let found = [
            database(request, &lifeline),
            Self.disk(free: Disk(holding: runDirectory)?.free, least: UInt64(freeMebibytes) << 20),
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
                return behind == 0
                    ? Self.writing(&db) : "schema: \(behind) of \(states.count) migrations are not as the files say"
            } catch {
                // It tells of faults of both; only the files' own leave the database answering.
                let answers = (try? db.first("SELECT 1", as: Int32.self)) != nil
                return answers ? "schema: the migrations' files are not in order" : "database: it does not answer"
            }
        } ?? "database: it does not answer"
    }

    /// Writes a row as every log-in does, and takes it back: a database may answer and take no writes.
    private static func writing(_ db: inout Connection) -> String? {
        do {
            try db.rollingBack { db in
                _ = try db.run(
                    """
                    INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at)
                    SELECT sha256(uuid_send(gen_random_uuid())), id, now(), now(), now()
                    FROM users WHERE role = 'seller' ORDER BY id LIMIT 1
                    """)
            }
            return nil
        } catch let error as DatabaseError {
            return switch error.sqlState {
            case "25006": "database: it takes no writes, it is read-only"
            case "53100": "database: it takes no writes, its disk is full"
            default: "database: it takes no writes"
            }
        } catch {
            return "database: it takes no writes"
        }
    }

    /// What is still well, but not for long; a line each.
    var warnings: [String] {
        guard let disk = Disk(holding: runDirectory) else { return [] }
        return [Self.lowDisk(free: disk.free, least: UInt64(freeMebibytes) << 20)].compactMap(\.self)
    }

    /// Below this many times what must be free, room is running out.
    static let lowTimes: UInt64 = 16

    static func lowDisk(free: UInt64, least: UInt64) -> String? {
        guard free >= least, free / lowTimes < least else { return nil }
        return "soon: only \(free >> 20) MiB are free where the run directory is"
    }

    static func disk(free: UInt64?, least: UInt64) -> String? {
        guard let free else { return "disk: the run directory cannot be looked at" }
        return free >= least ? nil : "disk: \(free >> 20) MiB are free where the run directory is"
    }
}

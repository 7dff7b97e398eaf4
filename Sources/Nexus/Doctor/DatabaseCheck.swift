import Postgres
import Processes

/// The database: reachable by both roles, at the schema of the files, and safe from the application's role.
struct DatabaseCheck {
    private let settings: Settings
    private let home: Home

    init(_ settings: Settings, _ home: Home) {
        self.settings = settings
        self.home = home
    }

    func findings() -> [Finding] {
        [application(), session(), role(), schema()]
    }

    private func application() -> Finding {
        look("database", "is it running? `nexus up` brings its own; else check DATABASE_URL") {
            var db = try Connection(settings.database)
            let version = try db.first("SELECT current_setting('server_version_num')::int", as: Int32.self) ?? 0
            let making = try DatabaseMaking(&db)
            let words = "PostgreSQL \(version / 10_000).\(version % 10_000), \(making)"
            guard version >= 150_000 else { return .amiss(words, remedy: "PostgreSQL 15 or newer is needed") }
            return making.problem.map { .amiss(words, remedy: $0) } ?? .well(words)
        }
    }

    /// What the database, the role or a pooler would have statements mean.
    private func session() -> Finding {
        look("session", "check DATABASE_URL") {
            var owner = try Connection(settings.owner)
            if try owner.isBehindPooler() {
                return .amiss(
                    "DATABASE_OWNER_URL leads to a pooler", remedy: "let it lead to PostgreSQL itself, where locks hold"
                )
            }
            var db = try Connection(settings.database)
            if try !settings.database.isPooled && db.isBehindPooler() {
                return .amiss(
                    "a pooler such as PgBouncer is between, and DATABASE_URL does not say so",
                    remedy: "add pgbouncer=true to DATABASE_URL; see migrations/README.md")
            }
            let unmet = try db.unmetSettings()
            guard unmet.isEmpty else {
                return .amiss(
                    unmet.joined(separator: "; "),
                    remedy: "behind a pooler these are set on the role: ALTER ROLE … SET …; see migrations/README.md")
            }
            return .well("set up as it should be\(settings.database.isPooled ? ", by the role, behind a pooler" : "")")
        }
    }

    /// A hole in a page must not become a hole in the tables: the role may what the guide lists, and nothing else.
    private func role() -> Finding {
        look("application's role", "check DATABASE_URL") {
            var db = try Connection(settings.database)
            let name = try db.one("SELECT current_user::text", as: String.self)
            let guide = try Files.contents("\(home.migrations)/README.md")
            let differences = try RoleRights(&db).differences(from: RoleRights(guide: guide))
            guard differences.isEmpty else {
                let more = differences.count > 3 ? "; and \(differences.count - 3) more" : ""
                return .amiss(
                    "\(name) has other rights than it should: \(differences.prefix(3).joined(separator: "; "))\(more)",
                    remedy: "`nexus migrate up`, and a role of its own, such as nexus_app; see migrations/README.md")
            }
            return .well("\(name) may what migrations/README.md lists, object by object, and nothing else")
        }
    }

    private func schema() -> Finding {
        look("schema", "check DATABASE_OWNER_URL") {
            var db = try Connection(settings.owner)
            let states = try Migrator(directory: home.migrations).status(&db)
            let behind = states.filter { if case .applied = $0.state { false } else { true } }
            guard behind.isEmpty else {
                let names = behind.map { "\($0.version) \($0.name)" }.joined(separator: ", ")
                return .amiss("not as the files say: \(names)", remedy: "nexus migrate status, then nexus migrate up")
            }
            return .well("all \(states.count) migrations are applied")
        }
    }

    private func look(_ subject: String, _ remedy: String, _ body: () throws -> Finding.Verdict) -> Finding {
        do {
            return Finding(subject, try body())
        } catch {
            let words = (error as? DatabaseError)?.debugDescription ?? "\(error)"
            return Finding(subject, .amiss(words, remedy: remedy))
        }
    }
}

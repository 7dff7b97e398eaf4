import Postgres

/// The database: reachable by both roles, at the schema of the files, and safe from the application's role.
struct DatabaseCheck {
    private let settings: Settings
    private let home: Home

    init(_ settings: Settings, _ home: Home) {
        self.settings = settings
        self.home = home
    }

    func findings() -> [Finding] {
        [application(), role(), schema()]
    }

    private func application() -> Finding {
        look("database", "is it running? `nexus up` brings its own; else check DATABASE_URL") {
            var db = try Connection(settings.database)
            let version = try db.first("SELECT current_setting('server_version_num')::int", as: Int32.self) ?? 0
            let words = "PostgreSQL \(version / 10_000).\(version % 10_000)"
            return version >= 150_000 ? .well(words) : .amiss(words, remedy: "PostgreSQL 15 or newer is needed")
        }
    }

    /// A hole in a page must not become a hole in the tables.
    private func role() -> Finding {
        look("application's role", "check DATABASE_URL") {
            var db = try Connection(settings.database)
            guard
                let role = try db.first(
                    """
                    SELECT current_user::text, rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls,
                        (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid),
                        has_schema_privilege(current_user, 'public', 'CREATE'),
                        (SELECT string_agg(other.rolname, ', ' ORDER BY other.rolname) FROM pg_roles AS other
                            WHERE other.oid <> pg_roles.oid AND NOT pg_roles.rolsuper
                            AND pg_has_role(pg_roles.oid, other.oid, 'MEMBER')
                            AND (other.rolsuper OR other.rolcreaterole OR other.rolcreatedb OR other.rolbypassrls
                                OR other.rolname LIKE 'pg\\_%'
                                OR EXISTS (SELECT FROM pg_class WHERE relowner = other.oid)))
                    FROM pg_roles WHERE rolname = current_user
                    """, as: RoleRow.self)
            else { return .amiss("it is unknown", remedy: "see migrations/README.md") }
            let faults = role.faults
            guard faults.isEmpty else {
                return .amiss(
                    "\(role.name) \(faults.joined(separator: ", "))",
                    remedy: "let DATABASE_URL name a role of its own, such as nexus_app; see migrations/README.md")
            }
            return .well("\(role.name) owns no table, can make none, and acts for nobody else")
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

/// What a role may do that the application's must not.
private struct RoleRow: RowDecodable {
    let name: String
    let isPowerful: Bool
    let owned: Int64
    let canCreate: Bool
    /// Roles that may more than it should, and whose rights it has or can take with SET ROLE; nil for none.
    let others: String?

    init(row: inout Row) throws(DatabaseError) {
        name = try row.next()
        isPowerful = try row.next()
        owned = try row.next()
        canCreate = try row.next()
        others = try row.next()
    }

    var faults: [String] {
        [
            isPowerful ? "has an administrator's rights" : nil,
            owned > 0 ? "owns \(owned) tables and indexes" : nil,
            canCreate ? "can make tables" : nil,
            others.map { "is a member of \($0)" },
        ].compactMap(\.self)
    }
}

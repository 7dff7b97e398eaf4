import TestSupport
import Testing

@testable import Postgres

@Suite("Only one migrates at a time")
struct MigrationLockTests {
    @Test("reset waits for another migration before it drops anything")
    func resetWaits() throws {
        let folder = TemporaryFolder(["0001_shelves.sql": "CREATE TABLE shelves (id bigint)"])
        try TestDatabase.withEmpty { owner, _ throws in
            let migrator = Migrator(directory: folder.path)
            var db = try Connection(owner)
            try migrator.up(&db)
            try db.run("INSERT INTO shelves VALUES (1)")
            var other = try Connection(owner)
            try other.run("SELECT pg_advisory_lock(\(Migrator.lock))")
            var lines: [String] = []
            var rows: Int?
            try migrator.reset(&db) { line in
                if lines.isEmpty {
                    rows = try? other.first("SELECT count(*) FROM shelves")
                    _ = try? other.run("SELECT pg_advisory_unlock(\(Migrator.lock))")
                }
                lines.append(line.contains(" in ") ? String(line.prefix { $0 != " " }) : line)
            }
            #expect(lines == ["waiting for another migration to end", "dropped everything", "applied"])
            #expect(rows == 1)
            #expect(try db.first("SELECT count(*) FROM shelves", as: Int.self) == 0)
            #expect(try other.one("SELECT pg_try_advisory_lock(\(Migrator.lock))", as: Bool.self))
        }
    }

    @Test("The record stands in public, also for a role that has a schema of its name")
    func ownSchema() throws {
        let folder = TemporaryFolder(["0001_shelves.sql": "CREATE TABLE public.shelves (id bigint)"])
        try TestDatabase.withEmpty { owner, _ throws in
            let migrator = Migrator(directory: folder.path)
            var db = try Connection(owner)
            try db.script("CREATE SCHEMA nexus_owner")
            #expect(try migrator.up(&db) == 1)
            #expect(try migrator.up(&db) == 0)
            #expect(try db.one("SELECT to_regclass('nexus_owner.schema_migrations') IS NULL", as: Bool.self))
        }
    }
}

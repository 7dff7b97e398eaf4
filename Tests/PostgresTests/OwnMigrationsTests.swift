import Postgres
import TestSupport
import Testing

@Suite("The store's own migrations")
struct OwnMigrationsTests {
    @Test("The application's role reaches the migrated schema and owns no table of it")
    func applicationOwnsNothing() throws {
        try withDatabase { db throws in
            #expect(try db.first("SELECT current_user::text", as: String.self) == "nexus_app")
            let owned = try db.first(
                "SELECT count(*) FROM pg_class WHERE relowner = 'nexus_app'::regrole", as: Int.self)
            #expect(owned == 0)
            #expect(try db.first("SELECT count(*) FROM schema_migrations", as: Int.self) ?? 0 > 0)
        }
    }

    @Test("A migrated database has drifted nowhere")
    func noDrift() throws {
        try withFreshDatabase { owner, _ throws in
            var db = try Connection(owner)
            #expect(try Migrator(directory: TestDatabase.migrations).verify(&db) == [])
        }
    }
}

import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

// Attack 8
@Suite("What the application's role may do")
struct RoleRightsTests {
    private static func promised() throws -> RoleRights {
        RoleRights(guide: try String(contentsOfFile: "\(TestDatabase.migrations)/README.md", encoding: .utf8))
    }

    @Test("every object in the catalogue, and every right to it, is as migrations/README.md lists them")
    func catalogue() throws {
        // Migrated as a store is, not copied.
        try TestDatabase.withEmpty { owner, app in
            var ownerDB = try Connection(owner)
            try Migrator(directory: TestDatabase.migrations).up(&ownerDB)
            var db = try Connection(app)
            #expect(try RoleRights(&db).differences(from: Self.promised()) == [])
        }
    }

    @Test(
        "a new object or a new right is noticed, whatever it is",
        arguments: [
            ("CREATE TABLE refunds (id int)", "table refunds: nothing, of which nothing is said"),
            ("ALTER TABLE users ADD phone text; GRANT UPDATE (phone) ON users TO nexus_app", "table users: "),
            ("GRANT DELETE ON orders TO nexus_app", "table orders: "),
            ("GRANT UPDATE ON SEQUENCE users_id_seq TO PUBLIC", "sequence users_id_seq: UPDATE, "),
            ("CREATE VIEW everybody AS SELECT * FROM users", "view everybody: nothing, "),
            ("CREATE FUNCTION pay() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function pay(): nothing, "),
            ("GRANT EXECUTE ON FUNCTION orders_record_event() TO PUBLIC", "function orders_record_event(): EXECUTE, "),
            ("CREATE TYPE mood AS ENUM ('good')", "type mood: USAGE, of which nothing is said"),
            ("CREATE SCHEMA other", "schema other: nothing, "),
            ("GRANT CREATE ON SCHEMA public TO nexus_app", "schema public: USAGE; CREATE, "),
            (
                "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$",
                "database: CONNECT; TEMPORARY, "
            ),
            ("SELECT lo_create(4711)", "large object 4711: "),
            ("DROP TABLE sales CASCADE", "table sales is promised, and is not there"),
            ("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO nexus_app", "default rights of nexus_owner r: "),
        ])
    func noticed(_ change: String, _ line: String) throws {
        try withFreshDatabase { owner, app in
            var ownerDB = try Connection(owner)
            try ownerDB.script(change)
            var db = try Connection(app)
            let differences = try RoleRights(&db).differences(from: Self.promised())
            #expect(differences.contains { $0.hasPrefix(line) }, "\(differences)")
            #expect(differences.count == 1, "\(differences)")
        }
    }

    /// Tries of somebody who has got hold of the application's password.
    static let tries = [
        "CREATE TEMPORARY TABLE orders (id uuid)",
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TRIGGER mine AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_record_event()",
        "CREATE TRIGGER mine AFTER UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION orders_count_sale()",
        "SELECT orders_record_event()", "SELECT orders_count_sale()",
        "INSERT INTO order_events (order_id, to_status) SELECT id, 'paid' FROM orders",
        "UPDATE order_events SET created_at = now()", "DELETE FROM order_events",
        "INSERT INTO sales SELECT id, now(), 'USD', 1, 1 FROM users", "UPDATE sales SET amount = 0",
        "UPDATE orders SET amount = 1", "UPDATE orders SET product_id = NULL", "DELETE FROM orders",
        "INSERT INTO orders (id, product_id, email, checkout_key) SELECT gen_random_uuid(), id, 'a@b', gen_random_uuid() FROM products",
        "UPDATE users SET role = 'admin'",
        "INSERT INTO users (email, password, role) VALUES ('a@b', '$argon2id$', 'admin')",
        "DELETE FROM users", "DELETE FROM products", "DELETE FROM slugs", "UPDATE slugs SET user_id = 1",
        "UPDATE products SET user_id = 1",
        "UPDATE products SET created_at = now()", "SELECT setval('users_id_seq', 1)", "SELECT nextval('users_id_seq')",
        "TRUNCATE sessions", "ALTER TABLE orders DISABLE TRIGGER ALL", "DROP TABLE sales",
        "BEGIN; LOCK TABLE users IN SHARE MODE; COMMIT", "BEGIN; LOCK TABLE products IN SHARE MODE; COMMIT",
        "BEGIN; LOCK TABLE orders IN SHARE MODE; COMMIT",
        "UPDATE schema_migrations SET name = ''", "SET session_replication_role = 'replica'", "SET ROLE nexus_owner",
        "SET SESSION AUTHORIZATION nexus_owner", "ALTER ROLE nexus_app SUPERUSER",
        "ALTER ROLE nexus_owner PASSWORD 'x'",
        "CREATE ROLE mine", "GRANT nexus_owner TO nexus_app", "CREATE DATABASE mine", "CREATE EXTENSION pg_trgm",
        "COPY users TO PROGRAM 'cat'", "COPY users TO '/tmp/users'", "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')", "SELECT pg_reload_conf()", "ALTER SYSTEM SET fsync = off",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'nexus_owner' OR usesysid IS NULL",
        "CREATE PUBLICATION mine",
        "CREATE EVENT TRIGGER mine ON sql_drop EXECUTE FUNCTION touch_updated_at()",
        "SELECT passwd FROM pg_shadow", "CREATE RULE mine AS ON INSERT TO orders DO NOTHING",
        "CREATE POLICY mine ON orders",
        "COMMENT ON TABLE orders IS ''", "REINDEX TABLE orders", "CLUSTER orders USING orders_pkey",
    ]

    @Test("none of what it may not do can be done")
    func refused() throws {
        try withFreshDatabase { owner, app in
            var ownerDB = try Connection(owner)
            _ = try Cast.plant(&ownerDB)
            try ownerDB.script(
                """
                INSERT INTO orders (product_id, email, checkout_key)
                SELECT id, 'a@b', gen_random_uuid() FROM products WHERE status = 'active'
                """)
            for attempt in Self.tries {
                var db = try Connection(app)
                do throws(DatabaseError) {
                    try db.script(attempt)
                    Issue.record("it was done: \(attempt)")
                } catch {
                    #expect(error.sqlState == "42501", "\(attempt)\n\(error.debugDescription)")
                }
            }
        }
    }

    @Test("what it may change of an order makes an event that is legal, and no writer can make another")
    func events() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            try db.run(
                "INSERT INTO orders (product_id, email, checkout_key) VALUES (\(cast.course.id.value), 'a@b', gen_random_uuid())"
            )
            for (from, to) in [
                (nil, "paid"), ("created", "paid"), ("paid", "paid"), ("refunded", "paid"), ("paid", "created"),
            ] {
                let failure = refusal(&db) { (db: inout Connection) throws(DatabaseError) in
                    try db.run(
                        "INSERT INTO order_events (order_id, from_status, to_status) SELECT id, \(from as String?), \(to) FROM orders"
                    )
                }
                #expect(failure?.constraint == "order_events_are_legal")
            }
        }
    }

    @Test("settings that it gives itself reach no session of the store")
    func ownSettings() throws {
        try withFreshDatabase { _, app in
            var db = try Connection(app)
            let database = try db.one("SELECT current_database()::text", as: String.self)
            try db.script("ALTER ROLE nexus_app IN DATABASE \(database) SET search_path = pg_temp")
            try db.script(
                "ALTER ROLE nexus_app IN DATABASE \(database) SET default_transaction_isolation = 'serializable'")
            var next = try Connection(app)
            #expect(try next.unmetSettings() == [])
        }
    }
}

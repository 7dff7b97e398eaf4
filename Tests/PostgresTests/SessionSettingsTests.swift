import TestSupport
import Testing

@testable import Postgres

/// What a database is set to when somebody wants something else of it than we do.
private let others: [String: String] = [
    "search_path": "pg_catalog", "default_transaction_isolation": "serializable",
    "default_transaction_deferrable": "on", "client_encoding": "LATIN1", "standard_conforming_strings": "off",
    "transform_null_equals": "on", "array_nulls": "off", "DateStyle": "German", "IntervalStyle": "iso_8601",
    "TimeZone": "Asia/Tokyo", "bytea_output": "escape", "extra_float_digits": "-5", "quote_all_identifiers": "on",
    "xmloption": "document", "row_security": "off", "default_tablespace": "pg_default",
    "check_function_bodies": "off", "enable_bitmapscan": "on", "idle_session_timeout": "60000",
]

// Cases 12 and 35
@Suite("What a session relies on")
struct SessionSettingsTests {
    @Test(
        "A setting of the database that differs does not reach a session of ours",
        arguments: SessionSettings.fixed.map(\.name))
    func overridden(_ name: String) throws {
        let other = try #require(others[name], "every item of the list needs a value that differs")
        try TestDatabase.withEmpty { owner, _ in
            var db = try Connection(owner)
            let database = try db.one("SELECT current_database()::text", as: String.self)
            try db.script("ALTER DATABASE \(database) SET \(name) = '\(other)'")

            var ours = try Connection(owner)
            #expect(try ours.unmetSettings() == [])
            // It would have: behind a pooler nothing can be set.
            var pooled = owner
            pooled.isPooled = true
            var bare = try Connection(pooled)
            #expect(try bare.unmetSettings().contains { $0.hasPrefix("\(name) is ") } || name == "client_encoding")
        }
    }

    @Test("Behind a pooler a transaction is READ COMMITTED all the same")
    func pooledIsolation() throws {
        try TestDatabase.withEmpty { owner, _ in
            var db = try Connection(owner)
            let database = try db.one("SELECT current_database()::text", as: String.self)
            try db.script("ALTER DATABASE \(database) SET default_transaction_isolation = 'repeatable read'")
            var pooled = owner
            pooled.isPooled = true
            var bare = try Connection(pooled)
            #expect(try bare.one("SHOW transaction_isolation", as: String.self) == "repeatable read")
            let inside = try bare.transaction { db throws(DatabaseError) in
                try db.one("SHOW transaction_isolation", as: String.self)
            }
            #expect(inside == "read committed")
        }
    }

    @Test("Without a pooler the process that took the connection answers the statements")
    func noPooler() throws {
        var db = try Connection(TestCluster.administrator)
        #expect(try !db.isBehindPooler())
    }
}

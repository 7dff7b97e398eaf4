import Glibc
import TestSupport
import Testing

@testable import Postgres

@Suite("Between two requests")
struct RecoveryTests {
    private func terminate(_ db: inout Connection) throws {
        let backend = try #require(try db.first("SELECT pg_backend_pid()", as: Int32.self))
        var other = try Connection(TestCluster.administrator)
        try other.run("SELECT pg_terminate_backend(\(backend), 5000)")
    }

    @Test("A connection that is well is left alone")
    func clean() throws {
        var db = try Connection(TestCluster.administrator)
        let backend = try db.first("SELECT pg_backend_pid()", as: Int32.self)
        #expect(try db.recover() == .clean)
        #expect(try db.first("SELECT pg_backend_pid()", as: Int32.self) == backend)
    }

    @Test("A transaction left open is rolled back, and said")
    func openTransaction() throws {
        var db = try Connection(TestCluster.administrator)
        try db.script("CREATE TEMP TABLE t (x int)")
        try db.script("BEGIN; INSERT INTO t VALUES (1)")
        expectIdle(db, false)
        #expect(try db.recover() == .rolledBackOpenTransaction)
        expectIdle(db)
        #expect(try db.first("SELECT count(*) FROM t", as: Int.self) == 0)
    }

    @Test("A connection that the server ended is replaced before the next request notices")
    func terminated() throws {
        var db = try Connection(TestCluster.administrator)
        db.label("before")
        _ = try db.first("SELECT 1", as: Int.self)
        try terminate(&db)
        #expect(try db.recover() == .reconnected)
        #expect(try db.first("SHOW application_name", as: String.self) == "nexus before")
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
    }

    @Test("A connection stuck in a statement is replaced")
    func stuck() throws {
        var db = try Connection(TestCluster.administrator)
        _ = db.wire.send(prelude: ["SELECT 1"], [])
        expectIdle(db, false)
        #expect(try db.recover() == .reconnected)
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
    }

    @Test("Losing the connection inside a transaction is kind unavailable, and nothing is left of it")
    func lostInTransaction() throws {
        var db = try Connection(TestCluster.administrator)
        let failure = error {
            try db.transaction { db throws(DatabaseError) in
                _ = error { try terminate(&db) }
                try db.run("SELECT 1")
            }
        }
        #expect(failure?.kind == .unavailable)
        expectIdle(db, false)
        #expect(try db.recover() == .reconnected)
        #expect(try db.transaction { db throws(DatabaseError) in try db.first("SELECT 1", as: Int.self) } == 1)
    }

    @Test("Where no server is, connecting fails at once")
    func refused() throws {
        let folder = TemporaryFolder()
        var settings = try ConnectionSettings(url: "host=\(folder.path) port=5432 user=x dbname=x")
        settings.connectTimeout = .seconds(600)
        let time = ContinuousClock().measure {
            #expect(error { _ = try Connection(settings) }?.kind == .unavailable)
        }
        #expect(time < .seconds(60))
    }

    @Test("A database that does not exist is kind unavailable")
    func noSuchDatabase() throws {
        let failure = error { _ = try Connection(TestCluster.administrator.database("no_such_database")) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.debugDescription.contains("no_such_database") == true)
    }
}

import Glibc
import TestSupport
import Testing

@testable import Postgres

@Suite("Several questions, of which one fails")
struct TogetherFailureTests {
    private static let one: Query<Int> = .one("SELECT 1")
    private static let broken: Query<Int> = .one("SELECT 1 / \(0)")

    private func settings(limit: Duration) -> ConnectionSettings {
        var settings = TestCluster.administrator
        settings.statementTimeout = limit
        return settings
    }

    private func expectUsable(_ db: inout Connection) throws {
        expectIdle(db)
        let (one, two) = try db.together(Self.one, Query.one("SELECT \("b")::text", as: String.self))
        #expect(one == 1 && two == "b")
    }

    @Test("The error names the one that failed and who asked; nothing of the others stands", arguments: [false, true])
    func named(arePrepared: Bool) throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int)")
        let insert: Query<Int> = .one("INSERT INTO t VALUES (1) RETURNING x")
        if arePrepared {
            _ = try db.together(insert, Query.one("SELECT 1 / \(1)", as: Int.self))
            try db.run("DELETE FROM t")
        }
        let failure = try #require(error { _ = try db.together(insert, Self.broken, insert) })
        #expect(failure.sqlState == "22012")
        #expect(failure.debugDescription.contains("in: SELECT 1 / $1; at "))
        #expect(failure.debugDescription.contains("TogetherFailureTests.swift:"))
        #expect(try db.one("SELECT count(*) FROM t", as: Int.self) == 0)
        try expectUsable(&db)
    }

    @Test("The first, the last or the only one may fail, and one that cannot be parsed")
    func places() throws {
        var db = try Connection(TestCluster.administrator)
        for _ in 1...2 {
            #expect(error { _ = try db.together(Self.broken, Self.one) }?.sqlState == "22012")
            #expect(error { _ = try db.together(Self.one, Self.broken) }?.sqlState == "22012")
            #expect(error { _ = try db.together(Self.broken) }?.sqlState == "22012")
            let later: Query<[Int]> = .all("SELECT x FROM t_later")
            let failure = error { _ = try db.together(Query.one("SELECT 7", as: Int.self), later, Self.one) }
            #expect(failure?.sqlState == "42P01" && failure?.debugDescription.contains("FROM t_later") == true)
            try expectUsable(&db)
        }
        try db.run("CREATE TEMP TABLE t_later (x int)")
        #expect(try db.together(Query.all("SELECT x FROM t_later", as: Int.self), Self.one) == ([], 1))
    }

    @Test("In a transaction the failure spoils it; inside one of its own it does not")
    func inTransaction() throws {
        var db = try Connection(TestCluster.administrator)
        try db.transaction { db throws(DatabaseError) in
            try db.run("CREATE TEMP TABLE t (x int)")
            let inner = error {
                try db.transaction { db throws(DatabaseError) in
                    _ = try db.together(Query.one("INSERT INTO t VALUES (1) RETURNING x", as: Int.self), Self.broken)
                }
            }
            #expect(inner?.sqlState == "22012")
            #expect(try db.together(Query.one("SELECT count(*) FROM t", as: Int.self), Self.one) == (0, 1))
        }
        let spoilt = error {
            try db.transaction { db throws(DatabaseError) in
                #expect(error { _ = try db.together(Self.one, Self.broken) }?.sqlState == "22012")
                #expect(error { _ = try db.together(Self.one, Self.one) }?.sqlState == "25P02")
            }
        }
        #expect(spoilt?.sqlState == "25P02")
        try expectUsable(&db)
    }

    @Test("Statements that the server dropped are prepared anew; in a transaction only the next time")
    func dropped() throws {
        var db = try Connection(TestCluster.administrator)
        try expectUsable(&db)
        try db.script("DEALLOCATE ALL")
        try expectUsable(&db)
        let failure = error {
            try db.transaction { db throws(DatabaseError) in
                try db.script("DEALLOCATE ALL")
                _ = try db.together(Self.one, Query.one("SELECT \("b")::text", as: String.self))
            }
        }
        #expect(failure?.sqlState == "26000")
        // Its BEGIN and ROLLBACK are gone as well; the connection had to be closed, or was mended.
        try db.recover()
        try expectUsable(&db)
    }

    @Test("A table changed under one of them is noticed")
    func changedTable() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int)")
        let table: Query<[Int]> = .all("SELECT * FROM t")
        #expect(try db.together(Self.one, table) == (1, []))
        try db.script("ALTER TABLE t ALTER x TYPE bigint")
        #expect(try db.together(Self.one, table) == (1, []))
        try expectUsable(&db)
    }

    @Test("An answer that is not as the code reads it is kind decoding, and names its statement")
    func decoding() throws {
        var db = try Connection(TestCluster.administrator)
        for question: Query<Int> in [
            .one("SELECT 'word'::text"), .one("SELECT 2 WHERE false"), .one("SELECT 3, 4"), .one("SELECT NULL::bigint"),
        ] {
            let failure = error { _ = try db.together(Self.one, question, Self.one) }
            #expect(failure?.kind == .decoding)
            #expect(failure?.debugDescription.contains(question.sql.text) == true)
            try expectUsable(&db)
        }
    }

    @Test("What cannot be sent is not, and COPY is not one of them")
    func usage() throws {
        var db = try Connection(TestCluster.administrator)
        let failure = error { _ = try db.together(Self.one, Query.one("SELECT \("a\0b")", as: String.self)) }
        #expect(failure?.kind == .usage && failure?.debugDescription.contains("SELECT $1") == true)
        try expectUsable(&db)
        let copy: Query<[Int]> = .all("COPY pg_class TO STDOUT")
        #expect(error { _ = try db.together(Self.one, copy) }?.kind == .usage)
        #expect(try db.recover() == .reconnected)
        try expectUsable(&db)
    }

    @Test("One that takes too long is ended by the server, and the connection stays good")
    func slow() throws {
        var db = try Connection(settings(limit: .seconds(1)))
        let sleep: Query<String> = .one("SELECT pg_sleep(30)::text")
        let failure = error { _ = try db.together(Self.one, sleep, Self.one) }
        #expect(failure?.kind == .timeout && failure?.debugDescription.contains("pg_sleep") == true)
        #expect(try db.recover() == .clean)
        try expectUsable(&db)
    }

    @Test("All of them together wait no longer than one limit")
    func slowTogether() throws {
        var db = try Connection(settings(limit: .seconds(2)))
        // Each is well within the limit, on a busy machine too.
        let sleep: Query<String> = .one("SELECT pg_sleep(1)::text")
        let failure = error { _ = try db.together(sleep, sleep, sleep, sleep) }
        #expect(failure?.kind == .unavailable && failure?.debugDescription.contains("pg_sleep") == true)
        let isGivenUp = db.isGivenUp
        #expect(isGivenUp, "by this side, whose limit is for all; the server's for each was kept")
        #expect(error { _ = try db.together(Self.one, Self.one) }?.kind == .unavailable, "closed until recover")
        #expect(try db.recover() == .reconnected)
        try expectUsable(&db)
    }

    @Test("A server that hangs is given up at the limit, and one that ends the connection at once")
    func lost() throws {
        var db = try Connection(settings(limit: .seconds(1)))
        let backend = pid_t(try db.one("SELECT pg_backend_pid()", as: Int32.self))
        try #require(kill(backend, SIGSTOP) == 0, "the tests may signal the test cluster")
        defer { kill(backend, SIGCONT) }
        #expect(error { _ = try db.together(Self.one, Self.one, Self.one) }?.kind == .unavailable)
        #expect(db.isLost && db.isGivenUp)
        #expect(try db.recover() == .reconnected)
        #expect(!db.isLost && !db.isGivenUp)

        let end: Query<Bool> = .one("SELECT pg_terminate_backend(pg_backend_pid())")
        let failure = error { _ = try db.together(Self.one, end, Self.one) }
        #expect(failure?.kind == .unavailable && failure?.debugDescription.contains("pg_terminate_backend") == true)
        #expect(db.isLost && !db.isGivenUp)
        #expect(try db.recover() == .reconnected)
        try expectUsable(&db)
    }
}

import TestSupport
import Testing

@testable import Postgres

@Suite("Prepared statements")
struct StatementTests {
    private func prepared(_ db: inout Connection) throws -> Int {
        try #require(try db.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self))
    }

    @Test("The same text is prepared once, and with other types once more")
    func once() throws {
        var db = try Connection(TestCluster.administrator)
        let before = try prepared(&db)
        for number in 0..<5 { #expect(try db.first("SELECT \(number)::text", as: String.self) == String(number)) }
        #expect(try prepared(&db) == before + 1)
        #expect(try db.first("SELECT \("a")::text", as: String.self) == "a")
        #expect(try prepared(&db) == before + 2)
    }

    @Test("A statement that failed to parse is not taken for prepared")
    func unparsed() throws {
        var db = try Connection(TestCluster.administrator)
        #expect(error { try db.run("SELECT * FROM t_later") }?.sqlState == "42P01")
        try db.run("CREATE TEMP TABLE t_later (x int)")
        #expect(try db.run("SELECT * FROM t_later") == 0)
    }

    @Test("Behind PgBouncer nothing is prepared and nothing is set for the session")
    func pooled() throws {
        var settings = TestCluster.administrator
        settings.isPooled = true
        var db = try Connection(settings)
        #expect(try db.first("SELECT \(1) + \(2)", as: Int.self) == 3)
        let total = try db.transaction { db throws(DatabaseError) in try db.first("SELECT \(4)", as: Int.self) }
        #expect(total == 4)
        #expect(try prepared(&db) == 0)
        #expect(try db.first("SHOW lock_timeout", as: String.self) == "0")
    }

    // Case 32
    @Test("A name is the statement's own: two connections give it the same, and another text or type another")
    func names() throws {
        var one = try Connection(TestCluster.administrator)
        var other = try Connection(TestCluster.administrator)
        let names: SQL = "SELECT name FROM pg_prepared_statements ORDER BY prepare_time, name"
        _ = try one.first("SELECT \(1)", as: Int.self)
        _ = try other.first("SELECT \("x")::text", as: String.self)
        _ = try other.first("SELECT \(1)", as: Int.self)
        let (first, second) = (try one.all(names, as: String.self), try other.all(names, as: String.self))
        #expect(first.count == 2 && second.count == 3)
        #expect(Set(first).isSubset(of: second))
        #expect(Set(second).count == 3)
    }

    // Case 32
    @Test("A session in which another of ours has prepared the same is used as it is, and one that has not is taught")
    func sharedSession() throws {
        var db = try Connection(TestCluster.administrator)
        let key = StatementCache.Key("SELECT 40 + \(2)")
        try db.script("PREPARE \(StatementCache().newName(for: key)) (int8) AS SELECT 40 + $1")
        #expect(try db.first("SELECT 40 + \(2)", as: Int.self) == 42)
        let (sum, text) = try db.together(
            Query.one("SELECT 40 + \(3)", as: Int.self), Query.one("SELECT \("x")::text", as: String.self))
        #expect(sum == 43 && text == "x")
        try db.script("DEALLOCATE ALL; PREPARE \(StatementCache().newName(for: key)) (int8) AS SELECT 40 + $1")
        let (again, same) = try db.together(
            Query.one("SELECT \("y")::text", as: String.self), Query.one("SELECT 40 + \(4)", as: Int.self))
        #expect(again == "y" && same == 44)
    }

    @Test("A table changed under a prepared statement is noticed, and the statement prepared anew")
    func changedTable() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int)")
        #expect(try db.run("SELECT * FROM t") == 0)
        try db.run("ALTER TABLE t ADD y text")
        #expect(try db.run("SELECT * FROM t") == 0)
        expectIdle(db)
    }

    @Test("A statement that the server has dropped is prepared anew; in a transaction only the next one is")
    func dropped() throws {
        var db = try Connection(TestCluster.administrator)
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
        try db.script("DEALLOCATE ALL")
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
        let failure = error {
            try db.transaction { db throws(DatabaseError) in
                try db.script("DEALLOCATE ALL")
                _ = try db.first("SELECT 1", as: Int.self)
            }
        }
        #expect(failure?.sqlState == "26000")
        try db.recover()
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
    }

    @Test("More statements than the limit are tidied away, and all go on working")
    func limit() throws {
        var db = try Connection(TestCluster.administrator)
        var list: SQL = "0"
        for number in 1...StatementCache.limit + 20 {
            list = "\(list), 0"
            #expect(try db.first("SELECT cardinality(ARRAY[\(list)])", as: Int.self) == number + 1)
        }
        #expect(try prepared(&db) < 100)
        #expect(try db.first("SELECT cardinality(ARRAY[0, 0])", as: Int.self) == 2)
    }
}

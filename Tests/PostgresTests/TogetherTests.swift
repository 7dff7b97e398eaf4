import TestSupport
import Testing

@testable import Postgres

@Suite("Several questions in one round trip")
struct TogetherTests {
    private struct Pair: RowDecodable {
        let number: Int
        let word: String

        init(row: inout Row) throws(DatabaseError) {
            number = try row.next()
            word = try row.next()
        }
    }

    private func prepared(_ db: inout Connection) throws -> Int {
        try db.one("SELECT count(*) FROM pg_prepared_statements")
    }

    @Test("Every answer has its own type, and they come in the order of the questions, new or prepared")
    func typed() throws {
        var db = try Connection(TestCluster.administrator)
        for round in 1...3 {
            let (pairs, word, none, total) = try db.together(
                Query.all("SELECT n, 'w' || n FROM generate_series(1, \(round)) AS n", as: Pair.self),
                Query.first("SELECT \("Emma")::text", as: String.self),
                Query.first("SELECT 1 WHERE false", as: Int.self),
                Query.one("SELECT sum(n)::bigint FROM generate_series(1, \(round)) AS n", as: Int.self)
                    .map { "\($0) in all" })
            #expect(pairs.map(\.word) == (1...round).map { "w\($0)" })
            #expect(word == "Emma" && none == nil && total == "\(round * (round + 1) / 2) in all")
            expectIdle(db)
        }
        #expect(try prepared(&db) == 5)
    }

    @Test("Outside a transaction they are one, begun once")
    func oneTransaction() throws {
        var db = try Connection(TestCluster.administrator)
        for _ in 1...2 {
            let (first, second, third) = try db.together(
                Query.one("SELECT now()", as: SQLTimestamp.self),
                Query.one("SELECT now(), pg_sleep(0.01)::text", as: Moment.self),
                Query.one("SELECT now()", as: SQLTimestamp.self))
            #expect(first == second.now && first == third)
        }
    }

    private struct Moment: RowDecodable {
        let now: SQLTimestamp

        init(row: inout Row) throws(DatabaseError) {
            now = try row.next()
            _ = try row.next(String.self)
        }
    }

    @Test("One text with several values is prepared once")
    func sameText() throws {
        var db = try Connection(TestCluster.administrator)
        let before = try prepared(&db)
        func double(_ number: Int) -> Query<Int> { .one("SELECT \(number) * 2") }
        for _ in 1...2 {
            let (two, four, six) = try db.together(double(1), double(2), double(3))
            #expect([two, four, six] == [2, 4, 6])
        }
        #expect(try db.one("SELECT \(4) * 2", as: Int.self) == 8)
        #expect(try prepared(&db) == before + 1)
    }

    @Test("In a transaction they see what it has written")
    func inTransaction() throws {
        try scratch { db throws in
            try db.run("CREATE TEMP TABLE t (x int)")
            try db.transaction { db throws(DatabaseError) in
                try db.run("INSERT INTO t VALUES (1), (2)")
                let (all, count) = try db.together(
                    Query.all("SELECT x FROM t ORDER BY x", as: Int.self),
                    Query.one("SELECT count(*) FROM t", as: Int.self))
                #expect(all == [1, 2] && count == 2)
            }
            expectIdle(db, false)
        }
    }

    @Test("The request's name travels with them, and stays when one of them fails")
    func label() throws {
        var db = try Connection(TestCluster.administrator)
        let name: Query<String> = .one("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        db.label("first")
        let (one, two) = try db.together(name, name)
        #expect(one == "nexus first" && two == "nexus first")
        db.label("second")
        let failure = error { _ = try db.together(name, Query.one("SELECT 1 / 0", as: Int.self), name) }
        #expect(failure?.sqlState == "22012")
        #expect(try db.together(name) == "nexus second")
        db.label("third")
        try db.rollingBack { db throws in
            db.label("inside")
            let shown: Query<String> = .one("SHOW application_name")
            let (one, two) = try db.together(shown, shown)
            #expect(one == "nexus inside" && two == "nexus inside")
        }
        #expect(try db.together(name) == "nexus inside")
    }

    @Test("Behind PgBouncer nothing is prepared")
    func pooled() throws {
        var settings = TestCluster.administrator
        settings.isPooled = true
        var db = try Connection(settings)
        db.label("pooled")
        for _ in 1...2 {
            let (sum, name, same) = try db.together(
                Query.one("SELECT \(1) + \(2)", as: Int.self), Query.one("SHOW application_name", as: String.self),
                Query.one("SELECT \(1) + \(2)", as: Int.self))
            #expect(sum == 3 && name == "nexus pooled" && same == 3)
        }
        let failure = error {
            _ = try db.together(Query.one("SELECT 1", as: Int.self), Query.one("SELECT 1 / \(0)", as: Int.self))
        }
        #expect(failure?.debugDescription.contains("SELECT 1 / $1") == true)
        #expect(try prepared(&db) == 0)
    }

    @Test("Questions and answers larger than any buffer between pass through")
    func large() throws {
        var db = try Connection(TestCluster.administrator)
        let bytes = [UInt8](repeating: 7, count: 3_000_000)
        let echo: Query<[UInt8]> = .one("SELECT \(bytes)")
        let (one, two, three) = try db.together(echo, echo, echo)
        #expect(one == bytes && two == bytes && three == bytes)
    }

    @Test("A full cache is tidied before them")
    func fullCache() throws {
        var db = try Connection(TestCluster.administrator)
        var list: SQL = "0"
        for _ in 1...StatementCache.limit {
            list = "\(list), 0"
            try db.run("SELECT ARRAY[\(list)]")
        }
        let (one, two) = try db.together(Query.one("SELECT 1", as: Int.self), Query.one("SELECT 2", as: Int.self))
        #expect(one == 1 && two == 2)
        #expect(try prepared(&db) == 3)
    }
}

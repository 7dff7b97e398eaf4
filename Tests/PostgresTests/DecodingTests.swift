import Postgres
import TestSupport
import Testing

@Suite("Rows that are not what the code reads")
struct DecodingTests {
    private struct Pair: RowDecodable, Equatable {
        let id: Int
        let name: String

        init(row: inout Row) throws(DatabaseError) {
            id = try row.next()
            name = try row.next()
        }
    }

    @Test("Rows become values by position; no row is nil, or an empty list")
    func rows() throws {
        try scratch { db throws in
            let pair = try #require(try db.first("SELECT 1, 'a'::text", as: Pair.self))
            #expect(pair.id == 1)
            #expect(pair.name == "a")
            #expect(try db.all("SELECT x, x::text FROM generate_series(1, 3) x", as: Pair.self).map(\.id) == [1, 2, 3])
            #expect(try db.first("SELECT 1, 'a' WHERE false", as: Pair.self) == nil)
            #expect(try db.all("SELECT 1, 'a' WHERE false", as: Pair.self) == [])
        }
    }

    private func kind(of sql: SQL) throws -> DatabaseError.Kind? {
        try scratch { db throws in
            let kind = error { _ = try db.first(sql, as: Pair.self) }?.kind
            #expect(try db.first("SELECT 1", as: Int.self) == 1, "the connection is still good")
            return kind
        }
    }

    @Test("A column of another type, too few, too many, and NULL are decoding errors")
    func mismatches() throws {
        #expect(try kind(of: "SELECT 1::numeric, 'a'::text") == .decoding)
        #expect(try kind(of: "SELECT 1, 2") == .decoding)
        #expect(try kind(of: "SELECT 1") == .decoding)
        #expect(try kind(of: "SELECT 1, 'a'::text, 3") == .decoding)
        #expect(try kind(of: "SELECT 1, NULL::text") == .decoding)
        #expect(try kind(of: "SELECT 1, 'a'::text") == nil)
    }

    @Test("The wrong type is found even while every value is NULL")
    func nullOfWrongType() throws {
        let failure = try scratch { db in error { _ = try db.first("SELECT NULL::numeric", as: Int?.self) } }
        #expect(failure?.kind == .decoding)
    }

    @Test("The error names the column and the caller, and not the value")
    func detail() throws {
        let failure = try scratch { db in error { _ = try db.first("SELECT 'secret'::text AS price", as: Int.self) } }
        let detail = try #require(failure).debugDescription
        #expect(detail.contains("(price)"))
        #expect(detail.contains("PostgresTests/DecodingTests.swift:"))
        #expect(failure?.description == "a database error")
    }

    @Test("run counts the rows it touched")
    func affected() throws {
        try scratch { db throws in
            try db.run("CREATE TEMP TABLE t (x int)")
            #expect(try db.run("INSERT INTO t SELECT generate_series(1, 5)") == 5)
            #expect(try db.run("UPDATE t SET x = 0 WHERE x > \(3)") == 2)
            #expect(try db.run("DELETE FROM t WHERE x = \(9)") == 0)
        }
    }
}

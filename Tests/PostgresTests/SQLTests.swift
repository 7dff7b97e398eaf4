import TestSupport
import Testing

@testable import Postgres

@Suite("The SQL literal")
struct SQLTests {
    @Test("A value becomes a placeholder, and never a part of the text")
    func values() {
        let name = "'; DROP TABLE users; --"
        let sql: SQL = "SELECT * FROM users WHERE name = \(name) AND id = \(7)"
        #expect(sql.text == "SELECT * FROM users WHERE name = $1 AND id = $2")
        #expect(sql.parameters.types == [0, 20])
    }

    @Test("The placeholders of a spliced fragment are numbered anew, also when splices are nested")
    func splicing() throws {
        let inner: SQL = "a = \(10) AND b = \("x")"
        let outer: SQL = "(\(inner)) OR c = \(true)"
        let sql: SQL = "SELECT \(1) WHERE \(outer) OR \(inner)"
        #expect(sql.text == "SELECT $1 WHERE (a = $2 AND b = $3) OR c = $4 OR a = $5 AND b = $6")
        #expect(sql.parameters.types == [20, 20, 0, 16, 20, 0])
        try scratch { db throws in
            let pieces: SQL = "\(2)::text || \("b€")"
            let text: String? = try db.first("SELECT \(1)::text || \(pieces) || \("c") || \(pieces)")
            #expect(text == "12b€c2b€")
        }
    }

    @Test("Ten and more placeholders are renumbered in full")
    func manyPlaceholders() throws {
        let list: SQL = """
            \(1), \(2), \(3), \(4), \(5), \(6), \(7), \(8), \(9), \(10), \(11), \(12)
            """
        try scratch { db throws in
            let sum: Int? = try db.first("SELECT sum(x)::bigint FROM unnest(ARRAY[\(100), \(list)]) x")
            #expect(sum == 178)
        }
    }

    @Test("A fragment without parameters is its text")
    func plainFragment() {
        let columns: SQL = "id, name"
        let sql: SQL = "SELECT \(columns) FROM products WHERE id = \(3)"
        #expect(sql.text == "SELECT id, name FROM products WHERE id = $1")
    }

    @Test("Statements of the same length, and of the same words with a parameter elsewhere, are told apart")
    func different() {
        let statements: [SQL] = ["SELECT \(1) + 2", "SELECT \(1) + 3", "SELECT  + 2\(1)", "SELECT \("x") + 2"]
        #expect(Set(statements.map { StatementCache.Key($0) }).count == statements.count)
        #expect(StatementCache.Key("SELECT \(4) + 2") == StatementCache.Key(statements[0]))
    }

    @Test("A text with NUL is refused before anything is sent, and the connection stays good")
    func nul() throws {
        try scratch { db throws in
            let failure = error { try db.run("SELECT \("a\0b")::text") }
            #expect(failure?.kind == .usage)
            #expect(try db.first("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test("More parameters than the protocol can count are refused before anything is sent")
    func tooMany() throws {
        var list: SQL = "\(1)"
        for _ in 0..<16 { list = "\(list), \(list)" }
        try scratch { db throws in
            #expect(error { try db.run("SELECT ARRAY[\(list)]") }?.kind == .usage)
            #expect(try db.first("SELECT 1", as: Int.self) == 1)
        }
    }
}

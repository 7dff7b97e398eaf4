import Postgres
import TestSupport
import Testing

@Suite("What the server refuses")
struct ErrorTests {
    private func failure(_ sql: SQL) throws -> DatabaseError {
        try scratch { db throws in
            try db.script(
                """
                CREATE TEMP TABLE shelf (id int CONSTRAINT shelf_pkey PRIMARY KEY);
                CREATE TEMP TABLE book (
                    title text NOT NULL CONSTRAINT book_title_once UNIQUE, price int CONSTRAINT book_price_range CHECK (price >= 0),
                    shelf int CONSTRAINT book_on_shelf REFERENCES shelf);
                INSERT INTO book VALUES ('Emma', 1, NULL)
                """)
            return try #require(error { try db.run(sql) })
        }
    }

    @Test("A violated constraint is named, and its kind told")
    func constraints() throws {
        let unique = try failure("INSERT INTO book VALUES (\("Emma"), 1, NULL)")
        #expect(unique.kind == .uniqueViolation && unique.constraint == "book_title_once" && unique.sqlState == "23505")
        let check = try failure("INSERT INTO book VALUES (\("Persuasion"), \(-1), NULL)")
        #expect(check.kind == .checkViolation && check.constraint == "book_price_range")
        let foreign = try failure("INSERT INTO book VALUES (\("Persuasion"), 1, \(9))")
        #expect(foreign.kind == .foreignKeyViolation && foreign.constraint == "book_on_shelf")
        let null = try failure("INSERT INTO book VALUES (\(String?.none), 1, NULL)")
        #expect(null.kind == .notNullViolation)
    }

    // Attack 14, 15
    @Test(
        "A server that cannot write, is full, is going or has a fault of its machine is unavailable, and no bug",
        arguments: [
            "25006", "53000", "53100", "53200", "53300", "53400", "57P01", "57P02", "57P03", "57P04", "58000", "58030",
        ])
    func unavailable(state: String) throws {
        let failure = try scratch { db throws in
            try #require(
                error {
                    try db.script("DO $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '\(state)'; END $$")
                })
        }
        #expect(failure.kind == .unavailable)
        #expect(failure.description == "the database is not available")
    }

    // Attack 15
    @Test("In a database that is read-only, a write is unavailable")
    func readOnly() throws {
        let failure = try scratch { db throws in
            try db.script("CREATE TABLE shelf (id int); SET LOCAL transaction_read_only = on")
            return try #require(error { try db.run("INSERT INTO shelf VALUES (1)") })
        }
        #expect(failure.kind == .unavailable && failure.sqlState == "25006")
    }

    @Test("No bound value stands in an error, neither in its description nor in its detail")
    func values() throws {
        for failure in [
            try failure("INSERT INTO book VALUES (\("Emma"), 1, NULL)"), try failure("SELECT \("Emma")::int"),
            try failure("SELECT \("Emma")::uuid"), try failure("SELECT \("Emma")::date"),
        ] {
            #expect(!failure.description.contains("Emma"))
            #expect(!failure.debugDescription.contains("Emma"))
            #expect(failure.debugDescription.contains("$1"))
        }
    }

    @Test("The detail has SQLSTATE, message, constraint, statement and caller")
    func detail() throws {
        let detail = try failure("INSERT INTO book VALUES (\("Emma"), 1, NULL)").debugDescription
        #expect(detail.contains("[23505]"))
        #expect(detail.contains("duplicate key"))
        #expect(detail.contains("book_title_once"))
        #expect(detail.contains("INSERT INTO book VALUES ($1, 1, NULL)"))
        #expect(detail.contains("ErrorTests.swift:"))
    }

    @Test("Two transactions that cannot both stand end one with kind serialization")
    func serialization() throws {
        var one = try Connection(TestCluster.administrator)
        var two = try Connection(TestCluster.administrator)
        try one.script(
            "CREATE TABLE IF NOT EXISTS serial_test (x int); TRUNCATE serial_test; INSERT INTO serial_test VALUES (1)")
        defer { try? one.script("DROP TABLE serial_test") }
        let failure = error {
            try one.transaction { one throws(DatabaseError) in
                try one.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                _ = try one.first("SELECT x FROM serial_test", as: Int.self)
                try two.run("UPDATE serial_test SET x = 2")
                try one.run("UPDATE serial_test SET x = 3")
            }
        }
        #expect(failure?.kind == .serialization)
    }

    @Test("A mistake in the SQL is an error and leaves the connection usable")
    func syntax() throws {
        var db = try Connection(TestCluster.administrator)
        #expect(error { try db.run("SELEC 1") }?.sqlState == "42601")
        #expect(error { try db.run("COPY pg_class TO STDOUT") }?.kind == .usage)
        try db.recover()
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
    }
}

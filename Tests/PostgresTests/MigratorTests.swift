import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("The migrator")
struct MigratorTests {
    private static let shelves = "CREATE TABLE shelves (id bigint PRIMARY KEY, name text NOT NULL);\n"
    private static let books =
        "-- Books.\nCREATE TABLE books (id bigint PRIMARY KEY, shelf bigint REFERENCES shelves);\n"

    private func twoFiles() -> TemporaryFolder {
        TemporaryFolder(["0001_shelves.sql": Self.shelves, "0002_books.sql": Self.books, "README.md": "A guide."])
    }

    /// A new database, a folder, its migrator.
    private func withFolder(
        _ folder: consuming TemporaryFolder,
        _ body: (borrowing TemporaryFolder, Migrator, inout Connection) throws -> Void
    ) throws {
        let folder = folder
        try TestDatabase.withEmpty { owner, _ throws in
            var db = try Connection(owner)
            try body(folder, Migrator(directory: folder.path), &db)
        }
    }

    private func message(_ body: () throws(MigrationError) -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return error.description
        }
    }

    @Test("up applies what is pending, in order, and a second time nothing")
    func up() throws {
        try withFolder(twoFiles()) { folder, migrator, db throws in
            #expect(try migrator.status(&db).map(\.state) == [.pending, .pending])
            var lines: [String] = []
            #expect(try migrator.up(&db) { lines.append($0) } == 2)
            #expect(lines.count == 2 && lines.first?.hasPrefix("applied 0001_shelves.sql in ") == true)
            #expect(try migrator.up(&db) == 0)
            let states = try migrator.status(&db)
            #expect(states.map(\.version) == [1, 2] && states.map(\.name) == ["shelves", "books"])
            for state in states {
                guard case .applied(let moment, let milliseconds) = state.state else {
                    Issue.record("\(state)"); continue
                }
                #expect(moment.microsecondsSince1970 > 1_700_000_000_000_000 && milliseconds >= 0)
            }
            folder.write("CREATE TABLE pages (id bigint)", to: "0003_pages.sql")
            #expect(try migrator.up(&db) == 1)
            #expect(try migrator.verify(&db) == [])
        }
    }

    @Test("Ten at once apply each file once, and all of them end well")
    func tenAtOnce() throws {
        let folder = TemporaryFolder([
            "0001_slow.sql": "CREATE TABLE slow (x int); SELECT pg_sleep(0.2); INSERT INTO slow VALUES (1)",
            "0002_more.sql": "INSERT INTO slow VALUES (2)",
        ])
        try TestDatabase.withEmpty { owner, _ throws in
            let migrator = Migrator(directory: folder.path)
            let counts = atOnce(10) { _ -> Result<Int, any Error> in
                Result {
                    var db = try Connection(owner)
                    return try migrator.up(&db)
                }
            }
            #expect(try counts.map { try $0.get() }.sorted() == [0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
            var db = try Connection(owner)
            #expect(try db.all("SELECT x FROM slow ORDER BY x", as: Int.self) == [1, 2])
        }
    }

    @Test("A file that fails leaves the version before it, and the error names file, line and reason")
    func failedFile() throws {
        try withFolder(twoFiles()) { folder, migrator, db throws in
            folder.write("CREATE TABLE pages (id bigint);\n\nSELECT nothing\nFROM pages;\n", to: "0003_pages.sql")
            let unknown = message { () throws(MigrationError) in _ = try migrator.up(&db) }
            #expect(unknown == "0003_pages.sql:3: column \"nothing\" does not exist [42703]")
            #expect(try migrator.status(&db).map(\.version) == [1, 2, 3])
            #expect(try migrator.status(&db).last?.state == .pending)
            #expect(try db.first("SELECT to_regclass('pages') IS NULL", as: Bool.self) == true)
            expectIdle(db)
            folder.write(
                """
                -- It's a comment; with a semicolon.
                CREATE TABLE pages (id bigint); /* 'another' /* nested; */ ; */
                DO $body$ BEGIN PERFORM ';'; END $body$; SELECT E'\\';', ';', ";" FROM (SELECT 1 AS ";") s;

                  -- here
                CREATE TABLE books (id bigint);
                """, to: "0003_pages.sql")
            let twice = message { () throws(MigrationError) in _ = try migrator.up(&db) }
            #expect(twice == "0003_pages.sql:6: relation \"books\" already exists [42P07]")
            folder.write("CREATE TABLE pages (id bigint); COMMIT;", to: "0003_pages.sql")
            let ended = message { () throws(MigrationError) in _ = try migrator.up(&db) }
            #expect(ended?.contains("must not end the transaction") == true)
        }
    }

    @Test("A file changed or removed after it was applied is found, and up refuses to go on")
    func changed() throws {
        try withFolder(twoFiles()) { folder, migrator, db throws in
            try migrator.up(&db)
            folder.write(Self.books + "-- Later thoughts.\n", to: "0002_books.sql")
            #expect(try migrator.status(&db).last?.state == .changed)
            let changed = "0002_books was changed after it had been applied"
            #expect(message { () throws(MigrationError) in _ = try migrator.up(&db) } == changed)
            #expect(try migrator.verify(&db) == [changed])
            folder.remove("0002_books.sql")
            #expect(try migrator.status(&db).last?.state == .missing)
            #expect(try migrator.verify(&db).first == "0002_books was applied, but there is no such file")
        }
    }

    @Test("A file that comes before an applied one is out of order")
    func order() throws {
        try withFolder(twoFiles()) { _, migrator, db throws in
            try migrator.up(&db)
            try db.run("DELETE FROM schema_migrations WHERE version = 1")
            let refusal = message { () throws(MigrationError) in _ = try migrator.up(&db) }
            #expect(refusal == "0001_shelves is not applied, but 0002 after it is")
            #expect(try migrator.verify(&db).first == refusal)
        }
    }

    @Test("Gaps, numbers taken twice, odd names and what is no text are refused by the file's name")
    func badFiles() throws {
        for (file, text, reason) in [
            ("0004_gap.sql", "", "the number 0003 is missing before this one"),
            ("0002_again.sql", "", "the number is taken twice"),
            ("3_short.sql", "", "a migration is named NNNN_name.sql"),
            ("0003_Upper.sql", "", "a migration is named NNNN_name.sql"),
        ] {
            try withFolder(twoFiles()) { folder, migrator, db throws in
                folder.write(text, to: file)
                let refusal = try #require(message { () throws(MigrationError) in _ = try migrator.up(&db) })
                #expect(refusal.contains(reason))
            }
        }
        let missing = Migrator(directory: "/nowhere/at/all")
        try scratch { db throws in
            let refusal = message { () throws(MigrationError) in _ = try missing.status(&db) }
            #expect(refusal?.contains("/nowhere/at/all cannot be read") == true)
        }
    }

    @Test("new makes the next numbered file and never overwrites one")
    func create() throws {
        let folder = twoFiles()
        #expect(try Migrator.create(name: "Add pages", in: folder.path) == "\(folder.path)/0003_add_pages.sql")
        #expect(try Migrator.create(name: "more-pages", in: folder.path) == "\(folder.path)/0004_more_pages.sql")
        let refusal = message { () throws(MigrationError) in _ = try Migrator.create(name: "../x", in: folder.path) }
        #expect(refusal == "a migration's name is made of a-z, 0-9 and _")
        try TestDatabase.withEmpty { owner, _ throws in
            var db = try Connection(owner)
            #expect(try Migrator(directory: folder.path).up(&db) == 4)
        }
    }

    @Test("reset starts over with nothing of before")
    func reset() throws {
        try withFolder(twoFiles()) { _, migrator, db throws in
            try migrator.up(&db)
            try db.script("INSERT INTO shelves VALUES (1, 'a'); CREATE TABLE stray (x int)")
            try migrator.reset(&db)
            #expect(try db.first("SELECT count(*) FROM shelves", as: Int.self) == 0)
            #expect(try migrator.verify(&db) == [])
        }
    }

    @Test(
        "Drift is found and named",
        arguments: [
            (
                "ALTER TABLE shelves ADD note text",
                "the database has, and the files do not: column public.shelves.note text"
            ),
            (
                "ALTER TABLE books DROP shelf",
                "the files have, and the database does not: column public.books.shelf bigint"
            ),
            (
                "ALTER TABLE shelves ALTER name SET DEFAULT 'x'",
                "column public.shelves.name text not null default 'x'::text"
            ),
            ("ALTER TABLE shelves ADD CONSTRAINT c CHECK (id > 0)", "constraint c on public.shelves CHECK ((id > 0))"),
            ("CREATE INDEX by_name ON shelves (name)", "index CREATE INDEX by_name ON public.shelves"),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function public.f() returns integer"),
            ("GRANT SELECT ON books TO nexus_app", "grant SELECT on table public.books to nexus_app"),
            ("GRANT UPDATE (shelf) ON books TO nexus_app", "grant UPDATE on column public.books.shelf to nexus_app"),
            ("CREATE VIEW v AS SELECT 1 AS x", "view public.v as"),
            ("CREATE TYPE mood AS ENUM ('good', 'bad')", "enum public.mood 'good', 'bad'"),
            ("CREATE SEQUENCE s", "sequence public.s as bigint"),
            ("ALTER TABLE books ENABLE ROW LEVEL SECURITY", "table public.books with row security"),
            ("CREATE SCHEMA more", "the database has, and the files do not: schema more"),
        ])
    func drift(_ change: String, _ line: String) throws {
        try withFolder(twoFiles()) { _, migrator, db throws in
            try migrator.up(&db)
            try db.script(change)
            let differences = try migrator.verify(&db)
            #expect(differences.contains { $0.contains(line) }, "\(differences)")
        }
    }

    @Test("verify leaves no database behind, and a schema that it cannot make anew is an error")
    func verifyTidiesUp() throws {
        try withFolder(twoFiles()) { folder, migrator, db throws in
            try migrator.up(&db)
            var name: String?
            _ = try migrator.verify(&db) { name = $0.split(separator: " ").last.map { String($0) } }
            let scratch = try #require(name)
            #expect(scratch.hasPrefix("nexus_verify_"))
            #expect(try db.first("SELECT count(*) FROM pg_database WHERE datname = \(scratch)", as: Int.self) == 0)
            folder.write("BROKEN", to: "0001_shelves.sql")
            let failure = message { () throws(MigrationError) in _ = try migrator.verify(&db) { name = $0 } }
            #expect(failure?.hasPrefix("0001_shelves.sql:1:") == true)
        }
    }
}

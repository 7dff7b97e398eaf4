import Postgres
import TestSupport
import Testing

@testable import Nexus

@Suite("Digests of tables")
struct TableDigestTests {
    /// The digest of a table with these rows, in a transaction that is rolled back.
    private func digest(_ script: String) throws -> TableDigest {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            try db.script("CREATE TABLE things (id int, name text); \(script)")
            return try db.rollingBack { db in
                let all = try TableDigest.all(&db) { _, _, _ in }
                return try #require(all.first { $0.name == "public.things" })
            }
        }
    }

    @Test("The order of the rows does not matter, and every value, NULL and repetition does")
    func rows() throws {
        let one = try digest("INSERT INTO things VALUES (1, 'a'), (2, 'b')")
        #expect(one.rows == 2)
        #expect(try digest("INSERT INTO things VALUES (2, 'b'), (1, 'a')") == one)
        let others = [
            "INSERT INTO things VALUES (1, 'a'), (2, 'c')", "INSERT INTO things VALUES (1, 'b'), (2, 'a')",
            "INSERT INTO things VALUES (1, 'a'), (2, NULL)", "INSERT INTO things VALUES (1, 'a'), (2, '')",
            "INSERT INTO things VALUES (1, 'a'), (2, 'b'), (2, 'b')", "INSERT INTO things VALUES (1, 'a')", "",
        ]
        let digests = try others.map { try digest($0).digest }
        #expect(Set(digests + [one.digest]).count == others.count + 1)
    }

    @Test("A table whose name or column needs quoting, or is the digest's own word, is counted like any other")
    func names() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            try db.script(
                """
                CREATE SCHEMA "Other"; CREATE TABLE "Other"."it's %s" (nexus_row int, hash text, "$1" numeric);
                INSERT INTO "Other"."it's %s" VALUES (1, 'x', 1.50)
                """)
            let all = try db.rollingBack { db in try TableDigest.all(&db) { _, _, _ in } }
            #expect(all.first { $0.name == "\"Other\".\"it's %s\"" }?.rows == 1)
            #expect(all.contains { $0.name == "public.orders" })
        }
    }

    @Test("The session's settings for times and bytes change nothing")
    func settings() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            try db.script(
                "CREATE TABLE moments (at timestamptz, what bytea); INSERT INTO moments VALUES (now(), '\\x00ff')")
            let before = try db.rollingBack { db in try TableDigest.all(&db) { _, _, _ in } }
            try db.script("SET timezone = 'Asia/Tokyo'; SET datestyle = 'German'; SET bytea_output = 'escape'")
            let after = try db.rollingBack { db in try TableDigest.all(&db) { _, _, _ in } }
            #expect(after == before)
        }
    }
}

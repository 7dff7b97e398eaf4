import Postgres
import TestSupport
import Testing

@Suite("Values on their way to the server and back")
struct ValueTests {
    /// Sends each value, compares it on the server with a text of the server's own, and reads it back.
    private func roundTrip<Value: SQLValue & Equatable>(_ values: [(Value, text: String)], as cast: SQL) throws {
        try scratch { db throws in
            for (value, text) in values {
                let back: Value? = try db.first("SELECT \(value)::\(cast)")
                #expect(back == value)
                let seen: String? = try db.first("SELECT \(value)::\(cast)::text")
                #expect(seen == text)
                let null: Value?? = try db.first("SELECT \(Value?.none)::\(cast)")
                #expect(null == .some(.none))
            }
        }
    }

    @Test("Whole numbers keep their extremes")
    func integers() throws {
        try roundTrip([(Int64.min, "-9223372036854775808"), (.max, "9223372036854775807"), (0, "0")], as: "bigint")
        try roundTrip([(Int.min, "-9223372036854775808"), (-1, "-1")], as: "bigint")
        try roundTrip([(Int32.min, "-2147483648"), (.max, "2147483647")], as: "int")
        try roundTrip([(Int16.min, "-32768"), (.max, "32767")], as: "smallint")
    }

    @Test("A wider Swift integer reads a narrower column")
    func widening() throws {
        try scratch { db throws in
            #expect(try db.first("SELECT -3::smallint", as: Int.self) == -3)
            #expect(try db.first("SELECT -3::int", as: Int64.self) == -3)
            #expect(try db.first("SELECT -3::smallint", as: Int32.self) == -3)
        }
    }

    @Test("Truth values")
    func booleans() throws {
        try roundTrip([(true, "true"), (false, "false")], as: "bool")
    }

    @Test(
        "Texts come back as they were: empty, quoted, long, of any script",
        arguments: ["", "'\"\\$1;--", "a\tb\nc\r", "Zoë 🦊 \u{2028}", String(repeating: "é", count: 100_000)])
    func texts(_ text: String) throws {
        try roundTrip([(text, text)], as: "text")
        try roundTrip([(text, text)], as: "varchar")
    }

    @Test("A text stands for whatever type its place has")
    func inferred() throws {
        try scratch { db throws in
            #expect(try db.first("SELECT \("2026-03-01")::date = '2026-03-01'", as: Bool.self) == true)
            #expect(try db.first("SELECT '{\"a\": 1}'::jsonb = \("{\"a\":1}")", as: Bool.self) == true)
            #expect(try db.first("SELECT relname FROM pg_class WHERE relname = \("pg_class")") == "pg_class")
            #expect(try db.first("SELECT 'ab'::char(4)", as: String.self) == "ab  ")
        }
    }

    @Test("Bytes, all 256 of them, and none")
    func bytes() throws {
        try roundTrip([([UInt8](), "\\x"), ([0, 255], "\\x00ff")], as: "bytea")
        try scratch { db throws in
            let all = [UInt8](0...255)
            #expect(try db.first("SELECT \(all)", as: [UInt8].self) == all)
            #expect(try db.first("SELECT length(\(all))", as: Int.self) == 256)
        }
    }

    @Test("Identifiers of 128 bits")
    func uuids() throws {
        let text = "00112233-4455-6677-8899-aabbccddeeff"
        let uuid = try #require(SQLUUID(text))
        #expect(uuid.description == text)
        #expect(SQLUUID("00112233-4455-6677-8899-AABBCCDDEEFF") == uuid)
        #expect(SQLUUID("00112233-4455-6677-8899-aabbccddeef") == nil)
        #expect(SQLUUID("00112233x4455-6677-8899-aabbccddeeff") == nil)
        #expect(SQLUUID("g0112233-4455-6677-8899-aabbccddeeff") == nil)
        try roundTrip(
            [(uuid, text), (SQLUUID(high: .max, low: .max), "ffffffff-ffff-ffff-ffff-ffffffffffff")], as: "uuid")
    }

    @Test("Moments are exact to the microsecond, before 1970 too, and know infinity")
    func timestamps() throws {
        try roundTrip(
            [
                (SQLTimestamp(microsecondsSince1970: 0), "1970-01-01 00:00:00+00"),
                (SQLTimestamp(microsecondsSince1970: -1), "1969-12-31 23:59:59.999999+00"),
                (SQLTimestamp(microsecondsSince1970: 1_772_366_400_000_001), "2026-03-01 12:00:00.000001+00"),
                (.infinity, "infinity"), (.minusInfinity, "-infinity"),
            ], as: "timestamptz")
        let failure = error {
            _ = try scratch { db in try db.run("SELECT \(SQLTimestamp(microsecondsSince1970: .min + 1))") }
        }
        #expect(failure?.kind == .usage)
    }

    @Test("Days of the calendar")
    func dates() throws {
        try roundTrip(
            [
                (SQLDate(daysSince1970: 0), "1970-01-01"), (SQLDate(daysSince1970: -1), "1969-12-31"),
                (SQLDate(daysSince1970: 20_513), "2026-03-01"), (SQLDate(daysSince1970: .max), "infinity"),
            ], as: "date")
    }

    @Test("Arrays: empty, with quotes and commas, with NULL")
    func arrays() throws {
        try roundTrip(
            [([Int64](), "{}"), ([1, .min, .max], "{1,-9223372036854775808,9223372036854775807}")], as: "bigint[]")
        try roundTrip([([String](), "{}"), (["", "a,b", "\"{}", "NULL"], #"{"","a,b","\"{}","NULL"}"#)], as: "text[]")
        try roundTrip([([Int64?](), "{}"), ([1, nil, 3], "{1,NULL,3}")], as: "bigint[]")
        try roundTrip([(["a", nil] as [String?], "{a,NULL}")], as: "text[]")
        let uuid = SQLUUID(high: 0, low: 1)
        try roundTrip([([uuid], "{00000000-0000-0000-0000-000000000001}")], as: "uuid[]")
        try scratch { db throws in
            let ids = [3, 5]
            #expect(try db.all("SELECT x FROM generate_series(1, 9) x WHERE x = ANY(\(ids))", as: Int.self) == [3, 5])
            #expect(error { _ = try db.first("SELECT ARRAY[1, NULL]::bigint[]", as: [Int].self) }?.kind == .decoding)
        }
        try scratch { db throws in
            #expect(error { _ = try db.first("SELECT ARRAY[[1], [2]]::bigint[]", as: [Int].self) }?.kind == .decoding)
        }
    }

    private struct Slug: SQLWrapper, SQLListElement, Equatable {
        let sql: String

        init?(sql: String) {
            guard !sql.isEmpty else { return nil }
            self.sql = sql
        }
    }

    @Test("A type of the business travels as what it wraps, and a value that it refuses is a decoding error")
    func wrappers() throws {
        let slug = try #require(Slug(sql: "blue-book"))
        try scratch { db throws in
            #expect(try db.first("SELECT \(slug)::text", as: Slug.self) == slug)
            #expect(try db.first("SELECT \([slug])", as: [Slug].self) == [slug])
            #expect(try db.first("SELECT NULL::text", as: Slug?.self) == .some(nil))
            #expect(error { _ = try db.first("SELECT ''::text", as: Slug.self) }?.kind == .decoding)
        }
    }
}

import Glibc
import Postgres
import TestSupport
import Testing

@Suite("Bulk rows by COPY")
struct CopyTests {
    @Test("Every kind of field arrives as it was, also what the format must escape")
    func fields() throws {
        try scratch { db throws in
            try db.run("CREATE TEMP TABLE t (a text, b bigint, c bool, d uuid, e timestamptz, f bytea, g text)")
            let moments = [0, -1, 1_772_366_400_000_001, -2_203_891_200_000_000].map {
                SQLTimestamp(microsecondsSince1970: $0)
            }
            var left = moments
            let text = "tab\t nl\n cr\r back\\slash \\N 'quote' €"
            let count = try db.copy(into: "t (a, b, c, d, e, f, g)") { copy in
                copy.field(text)
                copy.field(Int64.min)
                copy.field(true)
                copy.field(SQLUUID(high: 1, low: 2))
                copy.field(left.removeFirst())
                copy.field([0, 92, 255] as [UInt8])
                copy.field(String?.none)
                copy.endRow()
                return !left.isEmpty
            }
            #expect(count == 4)
            #expect(try db.all("SELECT a FROM t", as: String.self) == Array(repeating: text, count: 4))
            #expect(try db.first("SELECT b FROM t", as: Int64.self) == .min)
            #expect(try db.first("SELECT d FROM t", as: SQLUUID.self) == SQLUUID(high: 1, low: 2))
            #expect(try db.all("SELECT e FROM t", as: SQLTimestamp.self) == moments)
            #expect(try db.first("SELECT f FROM t", as: [UInt8].self) == [0, 92, 255])
            #expect(try db.first("SELECT count(*) FROM t WHERE c AND g IS NULL", as: Int.self) == 4)
        }
    }

    @Test("Many rows go through in pieces")
    func many() throws {
        try scratch { db throws in
            try db.run("CREATE TEMP TABLE t (a text, b int)")
            var number = 0
            try db.copy(into: "t") { copy in
                for _ in 0..<500 {
                    number += 1
                    copy.field("a line of some length, so that the buffers fill")
                    copy.field(number)
                    copy.endRow()
                }
                return number < 100_000
            }
            #expect(try db.first("SELECT sum(b) FROM t", as: Int.self) == 5_000_050_000)
        }
    }

    @Test("A row that the table refuses, or an error of the caller's, stores none")
    func failing() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (a int CONSTRAINT t_small CHECK (a < 10))")
        var number = 8
        let refused = error {
            try db.copy(into: "t") { copy in
                copy.field(number)
                copy.endRow()
                number += 1
                return number < 12
            }
        }
        #expect(refused?.kind == .checkViolation && refused?.constraint == "t_small")
        let thrown = error {
            try db.copy(into: "t") { copy throws(DatabaseError) in
                copy.field(1)
                copy.endRow()
                throw try Connection.failure()
            }
        }
        #expect(thrown?.kind == .usage)
        expectIdle(db)
        #expect(try db.first("SELECT count(*) FROM t", as: Int.self) == 0)
    }

    @Test("Rows that the server does not take yet are waited for, and not asked about over and over")
    func complaint() throws {
        let told = ScriptedServer.with([.complainOfCopy]) { url in
            var begun = Duration.zero
            var failure: DatabaseError?
            do {
                var settings = try ConnectionSettings(url: url)
                settings.connectTimeout = .seconds(60)
                settings.statementTimeout = .seconds(60)
                var db = try Connection(settings)
                failure = error {
                    try db.copy(into: "t") { copy in
                        // More than the socket holds.
                        copy.field(String(repeating: "x", count: 1_000_000))
                        copy.endRow()
                        begun = Self.computed()
                        return false
                    }
                }
            } catch {
                return ["\(error)"]
            }
            let spent = Self.computed() - begun
            return [failure?.sqlState ?? "none", spent < .milliseconds(150) ? "waited" : "computed for \(spent)"]
        }
        #expect(told == ["22P02", "waited"])
    }

    /// What this thread has computed so far; whoever else is at work on the machine does not count.
    private static func computed() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension Connection {
    /// Any error will do.
    fileprivate static func failure() throws(DatabaseError) -> DatabaseError {
        do {
            _ = try ConnectionSettings(url: "nonsense")
        } catch {
            return error
        }
        throw try failure()
    }
}

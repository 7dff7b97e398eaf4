import Logging
import Postgres
import TestSupport
import Testing

@testable import Nexus

@Suite("A worker's connection to the database")
struct LifelineTests {
    private let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    private let home = "a-request"

    @Test("Without a database nothing is lent, and after two tries only one in half a second is made")
    func without() {
        let written = Written()
        let logger = Logger(label: "tests") { _ in JSONLogHandler(level: .trace) { written.add($0) } }
        var lifeline = Lifeline(TestDatabase.app.database("nowhere"), logger)
        var wasLent = false
        for _ in 1...5 { lifeline.lend(for: home) { _ in wasLent = true } }
        #expect(!wasLent)
        // One try when it was made and two by requests; the others were told at once.
        let tries = written.lines.map { $0.contains("\"error\":") }
        #expect(tries == [true, true, true, false, false, false])
    }

    @Test("A transaction that a request leaves open is gone before the next request")
    func leftOpen() throws {
        var lifeline = Lifeline(TestDatabase.app, logger)
        lifeline.lend(for: home) { db in try? db.script("BEGIN") }
        let isIdle = lifeline.lend(for: home) { db in db.isIdle }
        #expect(isIdle == true)
    }

    @Test("A connection that the server ended is replaced by the next request, whether it was in use or not")
    func replaced() throws {
        var administrator = try Connection(TestCluster.administrator)
        for isInUse in [false, true] {
            var lifeline = Lifeline(TestDatabase.app, logger)
            lifeline.lend(for: home) { db in
                guard let process = try? db.one("SELECT pg_backend_pid()", as: Int32.self) else { return }
                // The second argument: until it is gone, or so many milliseconds.
                _ = try? administrator.run("SELECT pg_terminate_backend(\(process), 1000)")
                if isInUse { while (try? db.run("SELECT 1")) != nil {} }
            }
            #expect(lifeline.lend(for: home) { db in try? db.one("SELECT 1", as: Int32.self) } == 1)
        }
    }
}

import Glibc
import Logging
import Postgres
import TestSupport
import Testing

@testable import Nexus

@Suite("A worker's connection to the database")
struct LifelineTests {
    private let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    private let home = "a-request"

    @Test("Without a database nothing is lent, and no more than two tries a second are made")
    func without() {
        let written = Written()
        let logger = Logger(label: "tests") { _ in JSONLogHandler(level: .trace) { written.add($0) } }
        var now = ContinuousClock.now
        var lifeline = Lifeline(TestDatabase.app.database("nowhere"), logger, now: { now })
        for _ in 1...5 {
            let isWhole = lifeline.mend(others: false)
            #expect(!isWhole)
            let wasLent = lifeline.lend(for: home) { _ in true }
            #expect(wasLent == nil)
        }
        #expect(written.tries == 1, "the one when it was made")
        now += .milliseconds(499)
        _ = lifeline.mend(others: true)
        #expect(written.tries == 1)
        now += .milliseconds(1)
        for _ in 1...5 { _ = lifeline.mend(others: true) }
        #expect(written.tries == 2)
        now += .milliseconds(99)
        _ = lifeline.mend(others: true)
        #expect(written.tries == 2)
        now += .milliseconds(1)
        _ = lifeline.mend(others: true)
        #expect(written.tries == 3, "where others have one, it is there")
    }

    // Attack 20
    @Test("A connection that this side gave up on is replaced at once, and costs no more than the request in hand")
    func givenUp() throws {
        // Long enough for a quick statement on a busy machine.
        var settings = TestDatabase.app
        settings.statementTimeout = .seconds(1)
        let now = ContinuousClock.now
        var lifeline = Lifeline(settings, logger, now: { now })
        let backend = lifeline.lend(for: home) { db in try? db.one("SELECT pg_backend_pid()", as: Int32.self) }
        let process = try #require(backend ?? nil)
        kill(process, SIGSTOP)
        defer { kill(process, SIGCONT) }
        let answer = lifeline.lend(for: home) { db in try? db.one("SELECT 1", as: Int32.self) }
        #expect(answer == .some(nil))
        // The clock of this one stands still.
        let isWhole = lifeline.mend(others: true)
        #expect(isWhole)
        let next = lifeline.lend(for: home) { db in try? db.one("SELECT 1", as: Int32.self) }
        #expect(next == 1)
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
                _ = try? administrator.run("SELECT pg_terminate_backend(\(process), 15000)")
                if isInUse { while (try? db.run("SELECT 1")) != nil {} }
            }
            let isWhole = lifeline.mend(others: false)
            #expect(isWhole)
            let answer = lifeline.lend(for: home) { db in try? db.one("SELECT 1", as: Int32.self) }
            #expect(answer == 1)
        }
    }
}

extension Written {
    /// How many tries to connect failed.
    fileprivate var tries: Int { lines.count { $0.contains("\"error\":") } }
}

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
        var lifeline = Lifeline(TestDatabase.app.database("nowhere"), logger)
        for _ in 1...5 {
            let isWhole = lifeline.mend(others: false)
            #expect(!isWhole)
            let wasLent = lifeline.lend(for: home) { _ in true }
            #expect(wasLent == nil)
        }
        #expect(written.tries == 1, "the one when it was made")
        usleep(510_000)
        for _ in 1...5 { _ = lifeline.mend(others: true) }
        #expect(written.tries == 2)
        usleep(110_000)
        _ = lifeline.mend(others: true)
        #expect(written.tries == 3, "where others have one, it is there")
    }

    // Attack 20
    @Test("A connection that this side gave up on is replaced at once, and costs no more than the request in hand")
    func givenUp() throws {
        var lifeline = Lifeline(TestDatabase.app, logger)
        let backend = lifeline.lend(for: home) { db in try? db.one("SELECT pg_backend_pid()", as: Int32.self) }
        let process = try #require(backend ?? nil)
        kill(process, SIGSTOP)
        defer { kill(process, SIGCONT) }
        let answer = lifeline.lend(for: home) { db in try? db.one("SELECT 1", as: Int32.self) }
        #expect(answer == .some(nil))
        let began = ContinuousClock.now
        let isWhole = lifeline.mend(others: true)
        #expect(isWhole)
        #expect(ContinuousClock.now - began < .milliseconds(500))
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
                _ = try? administrator.run("SELECT pg_terminate_backend(\(process), 1000)")
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

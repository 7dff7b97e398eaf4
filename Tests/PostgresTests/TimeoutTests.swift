import Glibc
import Postgres
import TestSupport
import Testing

@Suite("Time limits")
struct TimeoutTests {
    private func settings(_ change: (inout ConnectionSettings) -> Void) -> ConnectionSettings {
        var settings = TestCluster.administrator
        change(&settings)
        return settings
    }

    @Test("A statement that takes too long is ended by the server, and the connection stays good")
    func statement() throws {
        var db = try Connection(settings { $0.statementTimeout = .seconds(1) })
        let failure = error { try db.run("SELECT pg_sleep(30)") }
        #expect(failure?.kind == .timeout && failure?.sqlState == "57014")
        #expect(try db.recover() == .clean)
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
    }

    @Test("A wait for a lock ends after its limit")
    func lock() throws {
        var holder = try Connection(TestCluster.administrator)
        var db = try Connection(settings { $0.lockTimeout = .milliseconds(100) })
        try holder.rollingBack { holder throws in
            try holder.run("SELECT pg_advisory_xact_lock(42)")
            let failure = error { try db.run("SELECT pg_advisory_lock(42)") }
            #expect(failure?.kind == .timeout && failure?.sqlState == "55P03")
        }
    }

    @Test("A transaction left idle is ended by the server, and recover brings a new connection")
    func idle() throws {
        var db = try Connection(settings { $0.idleInTransactionTimeout = .milliseconds(100) })
        let backend = try db.one("SELECT pg_backend_pid()", as: Int32.self)
        try db.script("BEGIN")
        var other = try Connection(TestCluster.administrator)
        let look: SQL = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(backend)"
        for _ in 0..<6_000 { if try other.one(look, as: Int.self) > 0 { usleep(10_000) } else { break } }
        #expect(error { try db.run("SELECT 1") }?.kind == .unavailable)
        #expect(try db.recover() == .reconnected)
        expectIdle(db)
    }

    @Test("A server that hangs is given up at the limit, and recover replaces the connection")
    func hung() throws {
        var db = try Connection(settings { $0.statementTimeout = .seconds(1) })
        let backend = pid_t(try #require(try db.first("SELECT pg_backend_pid()", as: Int32.self)))
        try #require(kill(backend, SIGSTOP) == 0, "the tests may signal the test cluster")
        defer { kill(backend, SIGCONT) }
        #expect(error { try db.run("SELECT 1") }?.kind == .unavailable)
        let isGivenUp = db.isGivenUp
        #expect(isGivenUp)
        #expect(error { try db.run("SELECT 1") }?.kind == .unavailable, "it stays closed until recover")
        #expect(try db.recover() == .reconnected)
        #expect(try db.first("SELECT 1", as: Int.self) == 1)
    }

    @Test("Connecting to a server that takes the connection and says nothing ends at the limit")
    func silent() throws {
        let folder = TemporaryFolder()
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = "\(folder.path)/.s.PGSQL.5432"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(listener, 5) == 0)
        var settings = try ConnectionSettings(url: "host=\(folder.path) port=5432 user=x dbname=x")
        settings.connectTimeout = .milliseconds(300)
        let time = ContinuousClock().measure {
            #expect(error { _ = try Connection(settings) }?.kind == .unavailable)
        }
        #expect(time >= .milliseconds(300) && time < .seconds(60))
    }
}

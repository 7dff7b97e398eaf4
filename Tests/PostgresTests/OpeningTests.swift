import Glibc
import TestSupport
import Testing

@testable import Postgres

@Suite("Connecting that fails")
struct OpeningTests {
    // In a process of its own, because other tests open and close connections at the same time.
    @Test("Fifty connections that fail leave no descriptor, however they fail")
    func descriptorsStay() async {
        let given = getenv("NEXUS_TEST_DATABASE_URL").map { String(cString: $0) }
        let url = given ?? TestCluster.administrator.description
        await #expect(processExitsWith: .success) { [url = url as String] in
            let server = try ConnectionSettings(url: url)
            let folder = TemporaryFolder()
            let nobody = try ConnectionSettings(url: "host=\(folder.path) port=5432 user=x dbname=x")
            let listener = ScriptedServer()
            var silent = try ConnectionSettings(url: listener.url)
            silent.connectTimeout = .milliseconds(5)
            var badSettings = server
            badSettings.statementTimeout = .seconds(10_000_000)

            do { _ = try Connection(server) }
            let before = descriptors()
            for settings in [nobody, silent, server.database("no_such_database"), badSettings] {
                failFifty(settings)
                precondition(descriptors() == before, "\(before) descriptors became \(descriptors())")
            }
        }
    }

    @Test("A connection whose settings were refused is not used; recover tries anew")
    func settingsRefused() throws {
        let outcome = try #require(
            ScriptedServer.with([.hangUp, .refuseSettings, .settle]) { url in
                var lines: [String] = []
                do {
                    var settings = try ConnectionSettings(url: url)
                    settings.connectTimeout = .seconds(60)
                    var db = try Connection(settings)
                    for _ in 1...3 {
                        do throws(DatabaseError) {
                            var found = try db.recover()
                            // The hang-up may take its time.
                            while found == .clean, lines.isEmpty { found = try db.recover() }
                            lines.append("\(found)")
                        } catch {
                            lines.append("\(error.kind) \(error.sqlState ?? "") \(db.isIdle)")
                        }
                    }
                } catch {
                    lines.append("\(error)")
                }
                return lines
            })
        #expect(outcome == ["unavailable 57014 false", "reconnected", "clean"])
    }
}

/// How many descriptors this process has open.
private func descriptors() -> Int {
    guard let directory = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count
}

private func failFifty(_ settings: ConnectionSettings) {
    for _ in 1...50 { precondition(error { _ = try Connection(settings) }?.kind == .unavailable) }
}

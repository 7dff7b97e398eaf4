import TestSupport
import Testing

@testable import Postgres

// Case 13
@Suite("Several hosts")
struct HostsTests {
    @Test("A host that takes the connection and is silent costs its share of the time, and the next one is reached")
    func silent() throws {
        let listener = ScriptedServer()
        let live = TestCluster.administrator
        let socket = try #require(live.parameters.first { $0.keyword == "host" }?.value)
        let dead = try #require(
            try ConnectionSettings(url: listener.url).parameters.first { $0.keyword == "host" }?.value)
        var settings = live.setting("host", to: "\(dead),\(dead),\(socket)")
        // A third is enough for the one that answers, on a busy machine too.
        settings.connectTimeout = .seconds(6)
        var db = try Connection(settings)
        #expect(try db.one("SELECT 1", as: Int.self) == 1)
        #expect(listener.takeWaiting() == 2)
    }

    @Test("connect_timeout counts for each host")
    func timeout() throws {
        let listener = ScriptedServer()
        let one = try ConnectionSettings(url: "\(listener.url) connect_timeout=1")
        let host = try #require(one.parameters.first { $0.keyword == "host" }?.value)
        var settings = one.setting("host", to: "\(host),\(host)")
        settings.connectTimeout = .seconds(600)
        let time = ContinuousClock().measure {
            #expect(error { _ = try Connection(settings) }?.kind == .unavailable)
        }
        #expect(time >= .seconds(2) && time < .seconds(60))
        #expect(listener.takeWaiting() == 2)
    }

    @Test("Each host goes with its port, and a standby is looked for everywhere before any is taken")
    func expansion() throws {
        func hosts(_ url: String) throws -> [String] {
            try ConnectionSettings(url: url).servers.map { server in
                ["host", "hostaddr", "port", "target_session_attrs"].compactMap { name in
                    server.last { $0.keyword == name && !$0.value.isEmpty }?.value
                }.joined(separator: " ")
            }
        }
        #expect(try hosts("postgresql://a:1,b:2/d") == ["a 1", "b 2"])
        #expect(try hosts("host=a,b port=7 dbname=d") == ["a 7", "b 7"])
        #expect(try hosts("host=a,b hostaddr=10.0.0.1,10.0.0.2 dbname=d") == ["a 10.0.0.1", "b 10.0.0.2"])
        #expect(
            try hosts("postgresql://a,b/d?target_session_attrs=prefer-standby").sorted() == [
                "a any", "a standby", "b any", "b standby",
            ])
        #expect(try hosts("postgresql://a/d") == ["a"])
    }

    @Test("A list that does not fit together is refused by libpq, in its words")
    func misfit() throws {
        let settings = try ConnectionSettings(url: "host=a,b port=1,2,3 dbname=d")
        #expect(settings.servers.count == 1)
        #expect(error { _ = try Connection(settings) }?.debugDescription.contains("port") == true)
    }
}

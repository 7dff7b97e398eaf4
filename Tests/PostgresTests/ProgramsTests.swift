import TestSupport
import Testing

@testable import Postgres

@Suite("Addresses for PostgreSQL's own programs")
struct ProgramsTests {
    @Test("The password goes by the environment and never by the arguments, which everybody can read")
    func password() throws {
        let (connection, environment) = try ConnectionSettings(
            url: "postgresql://mara:s3cret@db.example.com:5433/shop?sslpassword=s3cret2&pgbouncer=true"
        ).forPrograms
        #expect(environment["PGPASSWORD"] == "s3cret")
        #expect(Self.isSame(connection))
        #expect(!connection.contains("s3cret") && !connection.contains("pgbouncer"))
    }

    /// In whatever order libpq has its keywords.
    private static func isSame(_ connection: String) -> Bool {
        Set(connection.split(separator: " "))
            == ["user='mara'", "dbname='shop'", "host='db.example.com'", "port='5433'"]
    }

    // Case 35
    @Test("They run with the settings that our own sessions have, also where the URL has options of its own")
    func sameSettings() throws {
        let plain = TestCluster.administrator.forPrograms.environment
        #expect(Set(plain.keys) == ["PGOPTIONS", "PGCLIENTENCODING", "PGCONNECT_TIMEOUT"])
        // As libpq connects for pg_dump: nothing is set afterwards.
        var settings = TestCluster.administrator.setting("options", to: try #require(plain["PGOPTIONS"]))
        settings.isPooled = true
        var db = try Connection(settings)
        #expect(try db.unmetSettings() == [])
        let own = TestCluster.administrator.setting("options", to: "-c DateStyle=German -c work_mem=1MB")
        var merged = try ConnectionSettings(url: own.forPrograms.connection)
        merged.isPooled = true
        var other = try Connection(merged)
        #expect(try other.unmetSettings() == [])
        #expect(try other.one("SHOW work_mem", as: String.self) == "1MB")
    }

    @Test("Libpq reads back every value as it was, quotes, backslashes and blanks included")
    func quoting() throws {
        let settings = try ConnectionSettings(url: "postgresql://ma%27ra@/it%20is%5C?host=/tmp/a%20b")
        let again = try ConnectionSettings(url: settings.forPrograms.connection)
        #expect(again.description == settings.description)
        #expect(settings.description.contains("dbname=it is\\"))
    }
}

import Postgres
import TestSupport
import Testing

@Suite("DATABASE_URL")
struct ConnectionSettingsTests {
    @Test("A URL and a connection string are understood, and the password is not printed")
    func forms() throws {
        let url = try ConnectionSettings(url: "postgresql://ann:s3cret@db.example:6543/shop?sslmode=require")
        for part in ["user=ann", "host=db.example", "port=6543", "dbname=shop", "sslmode=require"] {
            #expect(url.description.contains(part))
        }
        #expect(!"\(url)".contains("s3cret"))
        #expect(!String(reflecting: url).contains("s3cret"))
        #expect(try ConnectionSettings(url: "host=/run/pg dbname=shop").description == "dbname=shop host=/run/pg")
        #expect(url.database("other").description.contains("dbname=other"))
        #expect(url.user("bob").description.contains("user=bob"))
    }

    @Test(
        "pgbouncer=true is taken out, wherever it stands",
        arguments: [
            ("postgresql://h/d?pgbouncer=true", true), ("postgresql://h/d?pgbouncer=true&sslmode=require", true),
            ("postgresql://h/d?sslmode=require&pgbouncer=true", true), ("postgresql://h/d?pgbouncer=false", false),
            ("host=h dbname=d pgbouncer=true", true), ("postgresql://h/d", false),
        ])
    func pooling(_ url: String, _ isPooled: Bool) throws {
        let settings = try ConnectionSettings(url: url)
        #expect(settings.isPooled == isPooled)
        #expect(settings.description.contains("host=h"))
        #expect(settings.description.contains("dbname=d"))
    }

    @Test(
        "What is neither is refused, without being quoted",
        arguments: ["postgresql://a:s3cret%zz@h/d", "s3cret", "s3cret=1"])
    func malformed(_ url: String) {
        let failure = error { _ = try ConnectionSettings(url: url) }
        #expect(failure?.kind == .usage)
        #expect(failure?.debugDescription.contains("s3cret") == false)
    }

    @Test("The session is set up as the settings say")
    func session() throws {
        var settings = TestCluster.administrator
        settings.statementTimeout = .milliseconds(1234)
        settings.lockTimeout = .milliseconds(567)
        settings.idleInTransactionTimeout = .seconds(8)
        var db = try Connection(settings)
        #expect(try db.first("SHOW timezone", as: String.self) == "UTC")
        #expect(try db.first("SHOW client_encoding", as: String.self) == "UTF8")
        #expect(try db.first("SHOW statement_timeout", as: String.self) == "1234ms")
        #expect(try db.first("SHOW lock_timeout", as: String.self) == "567ms")
        #expect(try db.first("SHOW idle_in_transaction_session_timeout", as: String.self) == "8s")
    }
}

import Postgres
import TestSupport
import Testing

@testable import Nexus

@Suite("The doctor's look at the database")
struct DatabaseCheckTests {
    private let home = Home(path: String(TestDatabase.migrations.dropLast("/migrations".count)))

    private func findings(_ database: ConnectionSettings, _ owner: ConnectionSettings) throws -> [Finding] {
        let settings = try Settings([
            "DATABASE_URL": database.description, "DATABASE_OWNER_URL": owner.description,
        ])
        return DatabaseCheck(settings, home).findings()
    }

    @Test("A migrated database and a role that owns nothing are well")
    func well() throws {
        try withFreshDatabase { owner, app in
            for finding in try findings(app, owner) { #expect(!finding.isAmiss, "\(finding.text)") }
        }
    }

    @Test("An application that is the owner, and a schema that is behind, are amiss and come with a remedy")
    func amiss() throws {
        try TestDatabase.withEmpty { owner, app in
            let texts = try findings(owner, owner).filter(\.isAmiss).map(\.text)
            #expect(texts.contains { $0.contains("application's role") })
            #expect(texts.contains { $0.contains("schema") })
        }
    }

    @Test("A database that is not there is amiss in every line")
    func away() throws {
        let nowhere = TestDatabase.app.database("nowhere")
        for finding in try findings(nowhere, nowhere) { #expect(finding.isAmiss, "\(finding.text)") }
    }
}

import Processes
import Testing

@testable import Nexus
@testable import Serving

@Suite("What the doctor says")
struct FindingTests {
    @Test("What is amiss comes with a remedy")
    func amiss() {
        let finding = Finding("socket", .amiss("nobody answers", remedy: "start it"))
        #expect(finding.isAmiss)
        #expect(finding.text == "✗ socket: nobody answers\n    → start it")
    }

    @Test("What is well, or cannot be known, is not amiss")
    func well() {
        #expect(!Finding("socket", .well("it answers")).isAmiss)
        #expect(Finding("socket", .well("it answers")).text == "✓ socket: it answers")
        #expect(!Finding("libpq5", .unknown("no dpkg")).isAmiss)
    }

    @Test("In production, payments that move no money are amiss, and so is a socket of root's")
    func production() throws {
        var values = ["DATABASE_URL": "postgresql://x@localhost/y"]
        let development = try Settings(values)
        #expect(!PaymentCheck.finding(development).isAmiss)
        #expect(!SocketCheck.isRootsInProduction(development, owner: 0))
        values["NEXUS_ENVIRONMENT"] = "production"
        values["NEXUS_BASE_URL"] = "https://shop.example.com"
        let production = try Settings(values)
        #expect(PaymentCheck.finding(production).isAmiss)
        #expect(SocketCheck.isRootsInProduction(production, owner: 0))
        #expect(!SocketCheck.isRootsInProduction(production, owner: 1000))
    }

    @Test("A socket that is not there is amiss, and so is one that others can open")
    func socket() throws {
        let path = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-")) + "/worker.sock"
        let settings = try Settings(["DATABASE_URL": "postgresql://x@localhost/y", "NEXUS_SOCKET": path])
        #expect(SocketCheck.finding(settings).isAmiss)
        do {
            let listener = try UnixListener(path, mode: 0o660)
            #expect(!SocketCheck.finding(settings).isAmiss)
            #expect(listener.descriptor > 0)
        }
        do {
            let listener = try UnixListener(path, mode: 0o666)
            #expect(SocketCheck.finding(settings).text.contains("can be opened by others (666)"))
            #expect(listener.descriptor > 0)
        }
    }
}

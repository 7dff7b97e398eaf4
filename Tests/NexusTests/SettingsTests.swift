import Logging
import Postgres
import Processes
import Serving
import Testing

@testable import Nexus

@Suite("Settings")
struct SettingsTests {
    private let least = ["DATABASE_URL": "postgresql://nexus_app@localhost/nexus"]

    @Test("A database is all that development needs")
    func usualValues() throws {
        let settings = try Settings(least)
        #expect(settings.environment == .development)
        #expect(settings.baseURL == "https://localhost:8443")
        #expect(settings.runDirectory == ".nexus/run")
        #expect(settings.socket == ".nexus/run/worker.sock")
        #expect(settings.socketMode == 0o660)
        #expect(settings.workers >= 4)
        #expect(settings.passwordSlots >= 1)
        #expect((settings.limits.deadlineSeconds, settings.limits.slowMilliseconds) == (10, 500))
        #expect((settings.limits.requests, settings.limits.memoryMebibytes) == (10_000, 64))
        #expect(settings.freeMebibytes == 16)
        #expect(settings.logLevel == .info)
        #expect(settings.owner.description == settings.database.description)
    }

    @Test("Everything that is wrong is told at once, with status 78, and no value is shown that may hold a password")
    func allProblemsAtOnce() throws {
        let wrong = [
            "DATABASE_URL": "mysql://someone:geheim@host", "DATABASE_OWNER_URL": "geheim geheim",
            "NEXUS_ENVIRONMENT": "staging", "NEXUS_BASE_URL": "ftp://x", "NEXUS_WORKERS": "0",
            "NEXUS_PASSWORD_SLOTS": "many", "NEXUS_LOG_LEVEL": "loud", "NEXUS_SOCKET_MODE": "999",
            "NEXUS_REQUEST_DEADLINE": "0", "NEXUS_SLOW_MILLISECONDS": "-1", "NEXUS_WORKER_REQUESTS": "0",
            "NEXUS_WORKER_MEMORY": "7", "NEXUS_FREE_SPACE": "1.5", "NEXUS_ACCOUNT_PRODUCTS": "0",
            "NEXUS_ACCOUNT_TEXT": "-1",
            "NEXUS_SOCKET": "/" + String(repeating: "a", count: 107),
        ]
        let failure = try #require(throws: CommandFailure.self) { _ = try Settings(wrong) }
        #expect(failure.status == 78)
        for name in wrong.keys { #expect(failure.message.contains(name)) }
        #expect(!failure.message.contains("geheim"))
        #expect(failure.message.split(separator: "\n").count == wrong.count + 1)
    }

    // Case 26
    @Test("An address with an ü is refused with its punycode, which is what browsers have")
    func punycode() throws {
        let failure = try #require(throws: CommandFailure.self) {
            _ = try Settings(least.merging(["NEXUS_BASE_URL": "https://müller.example"]) { _, new in new })
        }
        #expect(failure.message.contains("https://xn--mller-kva.example"))
    }

    @Test(
        "Production refuses an http address, a socket that others can open, and a missing address",
        arguments: [
            ("NEXUS_BASE_URL", "http://shop.example.com"), ("NEXUS_SOCKET_MODE", "0666"), ("NEXUS_BASE_URL", ""),
        ])
    func production(name: String, value: String) throws {
        var values = least
        values["NEXUS_ENVIRONMENT"] = "production"
        values["NEXUS_BASE_URL"] = "https://shop.example.com"
        #expect(try Settings(values).socket == "/run/nexus/worker.sock")
        values[name] = value
        let failure = try #require(throws: CommandFailure.self) { _ = try Settings(values) }
        #expect(failure.message.contains(name))
    }

    @Test("What production refuses, it refuses with status 78; development does not")
    func refusal() throws {
        var values = least
        try Settings(values).refuseInProduction("a demo")
        values["NEXUS_ENVIRONMENT"] = "production"
        values["NEXUS_BASE_URL"] = "https://shop.example.com"
        let settings = try Settings(values)
        let failure = try #require(throws: CommandFailure.self) { try settings.refuseInProduction("a demo") }
        #expect(failure.status == 78)
    }

    @Test("A variable set to nothing is not set")
    func emptyIsUnset() throws {
        #expect(throws: CommandFailure.self) { try Settings(["DATABASE_URL": ""]) }
        #expect(try Settings(least.merging(["NEXUS_LOG_LEVEL": ""]) { _, new in new }).logLevel == .info)
    }

    @Test("A database set to nothing is not set: beside `nexus up` its settings fill in, and never in production")
    func emptyIsFilledIn() {
        let file = "DATABASE_URL='postgresql://up/x'\nNEXUS_LOG_LEVEL='debug'\n"
        let own = ["DATABASE_URL": "", "NEXUS_LOG_LEVEL": "error", "NEXUS_WORKERS": ""]
        #expect(
            SettingsSource.filled(own) { file }
                == ["DATABASE_URL": "postgresql://up/x", "NEXUS_LOG_LEVEL": "error"])
        #expect(SettingsSource.filled(own) { nil } == ["NEXUS_LOG_LEVEL": "error"])
        #expect(SettingsSource.filled(least) { file } == least)
        let production = ["DATABASE_URL": "", "NEXUS_ENVIRONMENT": "production"]
        #expect(SettingsSource.filled(production) { file } == ["NEXUS_ENVIRONMENT": "production"])
    }

    // Case 34
    @Test("A directory that is named counts for more than the environment, and must have been used by `nexus up`")
    func namedDirectory() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        #expect(throws: CommandFailure.self) { try SettingsSource.current(directory: directory) }
        try Files.write("DATABASE_URL='postgresql://up/x'\nPATH='ours'\n", to: "\(directory)/settings.env")
        let values = try SettingsSource.current(directory: directory)
        #expect(values["DATABASE_URL"] == "postgresql://up/x" && values["PATH"] == "ours")
    }

    @Test("A settings file reads back what was written, whatever is in it, and a shell would read the same")
    func settingsFile() {
        let values = ["A": "it's 'quoted' = $HOME `x` \\", "B": "plain", "C": "ü & space"]
        let text = SettingsSource.write(values)
        #expect(SettingsSource.parse(text) == values)
        #expect(text.contains("A='it'\\''s '\\''quoted'\\'' = $HOME `x` \\'\n"))
    }

    @Test("Lines that are no settings are passed over")
    func strayLines() {
        #expect(SettingsSource.parse("# a comment\nA\nB=x\nC='\nD='d'\n") == ["D": "d"])
    }
}

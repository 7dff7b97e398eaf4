import ArgumentParser
import Postgres

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks everything over that a store needs, and says what to do where something is amiss.",
        discussion: """
            Changes nothing. Ends with 1 if anything is amiss; wrong settings are told by themselves, as by every command.
            """
    )

    func run() throws {
        let settings = try Settings.current()
        var findings = [Finding("settings", .well("\(settings.environment.rawValue), \(settings.baseURL)"))]
        findings.append(PaymentCheck.finding(settings))
        do throws(CommandFailure) {
            let home = try Home.find()
            findings += DatabaseCheck(settings, home).findings()
            findings.append(SocketCheck.finding(settings))
            findings.append(SizingCheck(settings).finding)
            findings += LibraryCheck.findings()
            findings += NginxCheck.findings(settings, home)
            findings += RunningNginxCheck(settings, home).findings()
            findings += MachineCheck.findings(settings)
        } catch {
            findings.append(Finding("files", .amiss(error.message, remedy: "see NEXUS_HOME in .env.example")))
        }
        for finding in findings { Terminal.say(finding.text) }
        if findings.contains(where: \.isAmiss) { throw ExitCode.failure }
    }
}

import ArgumentParser
import Postgres
import Processes

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks everything that a store needs, and says what to do about whatever is wrong.",
        discussion: """
            Changes nothing. Ends with 1 if anything is wrong. With wrong settings it ends there, as every command does: they
            are listed, and nothing else is checked.
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
            findings += DiskCheck.findings(settings)
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

import ArgumentParser
import Postgres

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks everything over that a store needs, and says what to do where something is amiss.",
        discussion: "Changes nothing. Ends with 1 if anything is amiss, with 78 if the settings are not right."
    )

    func run() throws {
        let settings: Settings
        do throws(CommandFailure) {
            settings = try Settings.current()
        } catch {
            // A finding like the others, so on standard output; the status is that of every command with such settings.
            Terminal.say(Finding("settings", .amiss(error.message, remedy: "see .env.example")).text)
            throw ExitCode(error.status)
        }
        var findings = [Finding("settings", .well("\(settings.environment.rawValue), \(settings.baseURL)"))]
        findings.append(PaymentCheck.finding(settings))
        do throws(CommandFailure) {
            let home = try Home.find()
            findings += DatabaseCheck(settings, home).findings()
            findings.append(SocketCheck.finding(settings))
            findings.append(SizingCheck(settings).finding)
            findings += LibraryCheck.findings()
            findings += NginxCheck.findings(settings, home)
        } catch {
            findings.append(Finding("files", .amiss(error.message, remedy: "see NEXUS_HOME in .env.example")))
        }
        for finding in findings { Terminal.say(finding.text) }
        if findings.contains(where: \.isAmiss) { throw ExitCode.failure }
    }
}

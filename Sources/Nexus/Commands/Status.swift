import ArgumentParser
import Glibc
import Processes
import Serving

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what the workers of `nexus serve` are doing.",
        discussion: """
            Reads the scoreboard in NEXUS_RUN_DIRECTORY and asks no worker, so it answers also when all of them are stuck.
            GET /status gives the same to this machine: OpenMetrics, or JSON with ?format=json.
            """
    )

    @Flag(help: "One JSON object.")
    var json = false

    @Flag(help: "OpenMetrics, for Prometheus.")
    var openmetrics = false

    func validate() throws {
        guard !(json && openmetrics) else { throw ValidationError("Either --json or --openmetrics.") }
    }

    func run() throws {
        let settings = try Settings.current()
        let path = Serve.scoreboard(settings)
        guard access(path, F_OK) == 0 else {
            throw CommandFailure("no `nexus serve` is running with NEXUS_RUN_DIRECTORY \(settings.runDirectory)")
        }
        let status = try ServeStatus.read(path)
        guard kill(status.manager, 0) == 0 || errno == EPERM else {
            throw CommandFailure("the `nexus serve` that left \(path) is gone (process \(status.manager))")
        }
        if openmetrics {
            Terminal.write(status.openMetrics, to: STDOUT_FILENO)
        } else {
            Terminal.say(json ? status.json : status.table)
        }
    }
}

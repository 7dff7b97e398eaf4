import ArgumentParser
import FoundationEssentials
import Glibc
import Logging
import Processes
import Serving

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts the workers on their socket and keeps them running.",
        discussion: """
            Opens NEXUS_SOCKET, or takes it from systemd, starts NEXUS_WORKERS workers on it, and replaces one that dies,
            has done enough, or has a request that is too old.

            SIGHUP replaces all workers one by one with the program that is in the place of this one now, and loses no
            request; new settings and migrations need a restart. On SIGTERM or Ctrl-C every worker finishes its request.
            `nexus status` shows how they are.
            """
    )

    /// The file of the scoreboard, which `nexus status` reads.
    static func scoreboard(_ settings: Settings) -> String { "\(Paths.absolute(settings.runDirectory))/scoreboard" }

    func run() throws {
        let settings = try Settings.current()
        let logger = Log.logger(settings.logLevel)
        let stopping = [SIGTERM, SIGINT]
        Signals.hold(stopping + [SIGHUP, SIGCHLD])
        try Files.makeDirectory(settings.runDirectory)
        let door = try Door.open(settings.socket, mode: settings.socketMode, runDirectory: settings.runDirectory)
        let pidFile = PidFile(path: "\(settings.runDirectory)/serve.pid")
        try pidFile.write(getpid())
        defer { pidFile.remove() }

        let path = Self.scoreboard(settings)
        let roles = [Self.workers(settings, door.descriptor, scoreboard: path)]
        let board = try Scoreboard.create(path, for: roles, listener: door.descriptor)
        defer { unlink(path) }
        let backtraces = try Backtraces(runDirectory: Paths.absolute(settings.runDirectory))
        var pool = WorkerPool(roles, board, backtraces, logger)
        logger.info(
            "serving",
            metadata: [
                "socket": "\(settings.socket)", "workers": "\(settings.workers)",
                "opened_by": door.isGiven ? "systemd" : "serve",
            ])
        if settings.environment == .production {
            logger.warning("payments go through the built-in test gateway: orders count as paid, and no money is taken")
        }
        defer { pool.stop() }
        let log = BoundedLog.standardError()
        try pool.run(until: stopping) {
            if let log, log.isTooLarge { try? log.cut() }
        }
        withExtendedLifetime(door) {}
    }

    private static func workers(_ settings: Settings, _ listener: Int32, scoreboard: String) -> Role {
        var launch = Launch(Executable.path, ["worker"])
        launch.input = listener
        launch.signalOnParentDeath = .terminate
        for name in SocketActivation.variables { launch.environment[name] = nil }
        launch.environment[Worker.parentVariable] = "\(getpid())"
        launch.environment[WorkerSlot.fileVariable] = scoreboard
        return Role("worker", seats: settings.workers, launch, deadlineSeconds: settings.limits.deadlineSeconds)
    }
}

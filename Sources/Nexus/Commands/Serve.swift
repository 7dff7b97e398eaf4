import ArgumentParser
import FoundationEssentials
import Glibc
import Logging

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
        let door = try Door.open(settings)
        let pidFile = PidFile(path: "\(settings.runDirectory)/serve.pid")
        try pidFile.write(getpid())
        defer { pidFile.remove() }

        let path = Self.scoreboard(settings)
        let board = try Scoreboard.create(path, slots: settings.workers + WorkerPool.spareSlots)
        defer { unlink(path) }
        board[.manager] = UInt64(getpid())
        board[.startedAt] = UInt64(time(nil))
        board[.seats] = UInt64(settings.workers)
        board[.socket] = ListenQueue.inode(door.descriptor) ?? 0
        board[.deadline] = UInt64(settings.limits.deadlineSeconds)

        var worker = Launch(Executable.path, ["worker"])
        worker.input = door.descriptor
        worker.signalOnParentDeath = .terminate
        for name in SocketActivation.variables { worker.environment[name] = nil }
        worker.environment[Worker.parentVariable] = "\(getpid())"
        worker.environment[WorkerSlot.fileVariable] = path
        let backtraces = try Backtraces(runDirectory: Paths.absolute(settings.runDirectory))
        var pool = WorkerPool(settings.workers, worker, board, settings.limits, backtraces, logger)
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
        try pool.run(until: stopping)
        withExtendedLifetime(door) {}
    }
}

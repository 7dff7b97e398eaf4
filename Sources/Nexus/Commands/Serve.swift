import ArgumentParser
import FoundationEssentials
import Glibc
import Logging

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts the workers on their socket and keeps them running.",
        discussion: """
            Opens NEXUS_SOCKET, starts NEXUS_WORKERS workers on it, and replaces one that dies. On SIGTERM or Ctrl-C
            every worker finishes its request; after 10 seconds what is left is killed.
            """
    )

    func run() throws {
        let settings = try Settings.current()
        let logger = Log.logger(settings.logLevel)
        Signals.hold(Signals.stopping + [SIGCHLD])
        try Files.makeDirectory(settings.runDirectory)
        guard let lock = try FileLock("\(settings.socket).lock") else {
            throw CommandFailure(
                "a `nexus serve` has \(settings.socket) already", status: CommandFailure.tryLater)
        }
        defer { withExtendedLifetime(lock) {} }
        let listener = try UnixListener(settings.socket, mode: settings.socketMode)
        let pidFile = PidFile(path: "\(settings.runDirectory)/serve.pid")
        try pidFile.write(getpid())
        defer { pidFile.remove() }

        var worker = Launch(Executable.path, ["worker"])
        worker.input = listener.descriptor
        worker.signalOnParentDeath = .terminate
        worker.environment[Worker.parentVariable] = "\(getpid())"
        var pool = WorkerPool(settings.workers, worker, logger)
        logger.info("serving", metadata: ["socket": "\(settings.socket)", "workers": "\(settings.workers)"])
        defer { pool.stop() }
        try pool.run()
        withExtendedLifetime(listener) {}
    }
}

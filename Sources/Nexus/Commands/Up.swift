import ArgumentParser
import FoundationEssentials
import Glibc
import Processes

struct Up: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs a whole store on this machine: database, workers, nginx. Needs nothing set.",
        discussion: """
            Makes a private PostgreSQL cluster, a certificate for localhost and a demo store (test@test.com,
            password123) in the directory, or goes on with those of the last time. Ctrl-C stops all of it and loses
            nothing. With DATABASE_URL set it uses that database instead of a cluster of its own, and puts the demo in
            only while nobody has an account there.

            Only this machine can reach it. PostgreSQL refuses to run as root; started by root, the cluster belongs to
            the user postgres, and lies in /var/lib if that user cannot get to the directory.
            """
    )

    @Option(help: "Where everything is kept.")
    var directory = ".nexus"

    @Option(help: "The port of the store.")
    var httpsPort: UInt16 = 8443

    @Option(help: "The port that only leads to the other one.")
    var httpPort: UInt16 = 8080

    @Option(
        help: "How many requests are answered at once. (default: NEXUS_WORKERS, or two a core, at least four)")
    var workers: Int?

    @Flag(help: "Leave the database as it is; without this, the demo store is put in.")
    var noSeed = false

    @OptionGroup var options: NginxFrontOptions

    func validate() throws {
        guard httpsPort > 0, httpPort > 0, httpsPort != httpPort else {
            throw ValidationError("The two ports must be different, and not 0.")
        }
    }

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        guard environment["NEXUS_ENVIRONMENT"] != "production" else {
            throw CommandFailure(
                "`nexus up` with its demo store is refused in production; see nginx/README.md for running it for real",
                status: CommandFailure.badSettings)
        }
        Signals.hold(Signals.stopping + [SIGCHLD])
        let directory = UpDirectory(directory)
        try directory.make()
        guard let lock = try FileLock(directory.lock) else {
            throw CommandFailure(
                "a `nexus up` is running in \(directory.path) already", status: CommandFailure.tryLater)
        }
        defer { withExtendedLifetime(lock) {} }

        var store = try UpStore(
            directory, home: .find(), httpsPort: httpsPort, httpPort: httpPort, workers: workers,
            front: options.front, environment: environment)
        defer { store.stop() }
        do {
            try store.start(seed: !noSeed)
            Terminal.say("Nexus is ready at \(store.baseURL)")
            Terminal.progress("Ctrl-C stops it; logs are in \(directory.log)")
            try store.watch()
        } catch is RunningParts.Interrupted {
            // Stopped before it was ready: that is no failure.
        }
    }
}

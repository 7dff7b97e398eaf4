import Glibc
import Logging

/// The workers of one socket. One that dies is replaced: at once, or after a growing pause if it died young.
struct WorkerPool {
    /// One worker's place.
    private struct Place {
        var child: ChildProcess?
        var startedAt: ContinuousClock.Instant
        var youngDeaths = 0
        /// When to start the next one, while there is none.
        var due: ContinuousClock.Instant
    }

    private let launch: Launch
    private let logger: Logger
    private let clock = ContinuousClock()
    private var places: [Place]

    /// A worker that lives this long has not died young.
    private static let youth: Duration = .seconds(2)
    /// For the request in hand; nginx has given up on it long before.
    private static let patience: Duration = .seconds(10)

    init(_ count: Int, _ launch: Launch, _ logger: Logger) {
        self.launch = launch
        self.logger = logger
        let now = clock.now
        places = Array(repeating: Place(startedAt: now, due: now), count: count)
    }

    /// Keeps all places filled until a signal to stop arrives (`Signals.stopping`, and SIGCHLD, must be held).
    ///
    /// - Throws: `CommandFailure` when no worker can be started, or they refuse their settings.
    mutating func run() throws(CommandFailure) {
        while true {
            try fill()
            let signal = Signals.wait(Signals.stopping + [SIGCHLD], for: untilNextStart)
            if let signal, signal != SIGCHLD {
                logger.info("stopping the workers")
                return
            }
            try takeEnds()
        }
    }

    /// Starts a worker in every place that is due.
    private mutating func fill() throws(CommandFailure) {
        let now = clock.now
        for index in places.indices where places[index].child == nil && places[index].due <= now {
            places[index].child = try launch.start()
            places[index].startedAt = now
        }
    }

    private var untilNextStart: Duration {
        let due = places.filter { $0.child == nil }.map(\.due).min()
        return due.map { max($0 - clock.now, .zero) } ?? .seconds(3600)
    }

    private mutating func takeEnds() throws(CommandFailure) {
        for index in places.indices {
            guard let child = places[index].child, let end = child.end() else { continue }
            places[index].child = nil
            if end == .exit(CommandFailure.badSettings) {
                throw CommandFailure("a worker refuses its settings", status: CommandFailure.badSettings)
            }
            let now = clock.now
            let isYoung = now - places[index].startedAt < Self.youth
            places[index].youngDeaths = isYoung ? min(places[index].youngDeaths + 1, 6) : 0
            // 0, 0.2, 0.4, 0.8 … 6.4 seconds.
            let pause = isYoung ? Duration.milliseconds(100 << places[index].youngDeaths) : .zero
            places[index].due = now + pause
            logger.error(
                "a worker is gone and is replaced",
                metadata: ["worker": "\(child.id)", "end": "\(end)", "pause": "\(pause)"])
        }
    }

    /// Lets every worker finish its request, and kills those that don't.
    mutating func stop() {
        let children = places.compactMap(\.child)
        for child in children { child.send(SIGTERM) }
        let deadline = clock.now + Self.patience
        for child in children {
            guard child.end(within: max(deadline - clock.now, .zero)) == nil else { continue }
            logger.error("a worker does not stop and is killed", metadata: ["worker": "\(child.id)"])
            child.stop(SIGKILL, patience: .seconds(1))
        }
        for index in places.indices { places[index].child = nil }
    }
}

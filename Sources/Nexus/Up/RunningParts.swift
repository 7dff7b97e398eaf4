import Glibc
import Processes

/// The parts that run. They are started one after the other, watched, and stopped from the last to the first.
struct RunningParts {
    private struct Running {
        let part: Part
        var child: ChildProcess?
        var startedAt: ContinuousClock.Instant
        /// How often in a row it died soon after its start.
        var youngDeaths = 0
        /// How often in a row it could not even be started.
        var failedStarts = 0
        var due: ContinuousClock.Instant
    }

    /// Why `watch` or `wait` came back early.
    struct Interrupted: Error {}

    private let clock = ContinuousClock()
    private var running: [Running] = []

    /// A part that lives this long has not died young; after this many young deaths in a row `up` gives up.
    private static let youth: Duration = .seconds(2)
    private static let chances = 5

    /// Starts a part and waits until `isReady`.
    ///
    /// - Throws: `Interrupted` when a signal asks to stop, `CommandFailure` when the part ends or is not ready in time.
    mutating func start(
        _ part: Part, within limit: Duration = .seconds(60), until isReady: (ChildProcess) -> Bool
    ) throws {
        try part.prepare()
        let child = try part.launch.start()
        // Noted before anything else can fail: `stop` ends what is noted.
        running.append(Running(part: part, child: child, startedAt: clock.now, due: clock.now))
        try part.pidFile?.write(child.id)
        let deadline = clock.now + limit
        while !isReady(child) {
            if Signals.wait(Signals.stopping, for: .milliseconds(20)) != nil { throw Interrupted() }
            for index in running.indices {
                guard let end = running[index].child?.end() else { continue }
                running[index].child = nil
                throw CommandFailure(
                    "\(running[index].part.name) \(end) right after its start; \(running[index].part.evidence)")
            }
            guard clock.now < deadline else {
                throw CommandFailure("\(part.name) is not ready within \(limit); \(part.evidence)")
            }
        }
    }

    /// Keeps everything running until a signal asks to stop.
    ///
    /// - Parameter look: called about once in `period`.
    /// - Throws: `CommandFailure` when a part does not stay alive.
    mutating func watch(every period: Duration, _ look: (RunningParts) -> Void) throws(CommandFailure) {
        while true {
            let due = running.filter { $0.child == nil }.map { $0.due - clock.now }.min()
            let signal = Signals.wait(Signals.stopping + [SIGCHLD], for: min(due ?? period, period))
            if let signal, signal != SIGCHLD { return }
            try tend()
            look(self)
        }
    }

    /// The process of a part that runs; nil while it does not.
    func process(_ name: String) -> pid_t? {
        running.first { $0.part.name == name }?.child?.id
    }

    /// Takes note of what has ended, and starts again what is due.
    ///
    /// - Throws: `CommandFailure` when a part does not stay alive.
    mutating func tend() throws(CommandFailure) {
        try takeEnds()
        for index in running.indices where running[index].child == nil && running[index].due <= clock.now {
            startAgain(index)
        }
    }

    private mutating func takeEnds() throws(CommandFailure) {
        for index in running.indices {
            guard let end = running[index].child?.end() else { continue }
            let part = running[index].part
            // What it had started is of no use without it, and in the way of the next: nginx's workers hold the ports.
            if let child = running[index].child { kill(-child.id, SIGKILL) }
            running[index].child = nil
            let isYoung = clock.now - running[index].startedAt < Self.youth
            running[index].youngDeaths = isYoung ? running[index].youngDeaths + 1 : 0
            guard running[index].youngDeaths < Self.chances else {
                throw CommandFailure("\(part.name) \(end), again and again; \(part.evidence)")
            }
            Terminal.complain("\(part.name) \(end); starting it again")
            running[index].due = clock.now + part.pause
        }
    }

    /// What cannot be started now, because the system is out of processes or memory for a moment, is tried again later:
    /// the other parts are well, and stopping them would make a shortage an outage.
    private mutating func startAgain(_ index: Int) {
        let part = running[index].part
        do throws(CommandFailure) {
            try part.prepare()
            let child = try part.launch.start()
            running[index].child = child
            running[index].startedAt = clock.now
            running[index].failedStarts = 0
            try part.pidFile?.write(child.id)
        } catch {
            guard running[index].child == nil else {
                // It runs; only its number is not written down.
                Terminal.complain("\(part.name): \(error.message)")
                return
            }
            // Twice as long each time, up to 32 times.
            let pause = part.pause * (1 << min(running[index].failedStarts, 5))
            running[index].failedStarts += 1
            running[index].due = clock.now + pause
            Terminal.complain("\(part.name) cannot be started now, and is tried again in \(pause): \(error.message)")
        }
    }

    /// Stops everything, the last started first: nobody new gets in, then requests in hand are answered, then the
    /// database writes down what it has.
    mutating func stop() {
        while let last = running.popLast() {
            Terminal.progress("stopping \(last.part.name)")
            last.child?.stop(last.part.stopSignal, patience: last.part.patience)
            last.part.pidFile?.remove()
        }
    }
}

public import Glibc

/// A process that this one started and has not yet seen the end of.
public struct ChildProcess: Sendable, Equatable {
    public let id: pid_t

    /// How a process ended.
    public enum End: Sendable, Equatable, CustomStringConvertible {
        case exit(Int32)
        case signal(Int32)

        /// - Parameter status: as waitpid(2) gives it.
        public init(status: Int32) {
            let signal = status & 0x7f
            self = signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
        }

        public var description: String {
            switch self {
            case .exit(let code): "ended with status \(code)"
            case .signal(let number): "was killed by signal \(number)"
            }
        }
    }

    /// How it ended; nil while it runs. After an end was given, the id may belong to another process: let go of this.
    public func end() -> End? {
        var status: Int32 = 0
        while true {
            let found = waitpid(id, &status, WNOHANG)
            if found == id { return End(status: status) }
            if found == 0 { return nil }
            // ECHILD: it was never ours, or its end was taken already.
            if errno != EINTR { return .exit(0) }
        }
    }

    public func send(_ signal: Int32) {
        Glibc.kill(id, signal)
    }

    /// Waits for the end as long as `patience` lasts; nil if it still runs then.
    public func end(within patience: Duration) -> End? {
        let clock = ContinuousClock()
        let deadline = clock.now + patience
        while true {
            if let end = end() { return end }
            guard clock.now < deadline else { return nil }
            usleep(10_000)
        }
    }

    /// Asks with `signal`, waits, and kills what does not listen.
    @discardableResult
    public func stop(_ signal: Int32, patience: Duration) -> End {
        send(signal)
        return end(within: patience) ?? kill()
    }

    /// Kills its whole group, and takes its end: nothing is left behind.
    @discardableResult
    public func kill() -> End {
        Glibc.kill(-id, SIGKILL)
        return end(within: .seconds(5)) ?? .signal(SIGKILL)
    }
}

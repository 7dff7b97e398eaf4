import Processes

/// One of the processes that make a store: PostgreSQL, `nexus serve`, nginx.
struct Part: Sendable {
    let name: String
    let launch: Launch
    /// Asks it to end in good order.
    let stopSignal: Int32
    /// How long good order may take.
    let patience: Duration
    /// How long to wait before it is started again.
    let pause: Duration
    /// Where a person reads what went wrong.
    let log: String
    /// Holds the process's id while it runs, if the process does not write it itself.
    let pidFile: PidFile?
    /// What to clear away before each start.
    let prepare: @Sendable () throws(CommandFailure) -> Void

    /// Where to read on, and the last of what is there.
    var evidence: String {
        let lines = ((try? Files.contents(log)) ?? "").split(separator: "\n").suffix(5)
        return "see \(log)" + lines.map { "\n  \($0)" }.joined()
    }
}

/// When to start the next worker after one is gone. A worker that came up and then died is replaced at once. When they
/// die before they are ready, the pause doubles; after five such deaths in a row a breaker opens: only one is then tried
/// at a time, seldom, until one comes up.
struct RestartPolicy: Sendable, Equatable {
    /// Deaths in a row before one was ready.
    private(set) var failures = 0

    static let chances = 5
    /// Between two attempts with the breaker open.
    static let rest: Duration = .seconds(5)
    /// A worker that was ready, but died this soon without answering anything, has failed as well.
    static let youth: Duration = .seconds(1)

    var isOpen: Bool { failures >= Self.chances }

    /// How many workers may be starting at the same time.
    var atOnce: Int { isOpen ? 1 : .max }

    /// How long nobody is started: 0.1, 0.2, 0.4 and 0.8 seconds, then the breaker's rest.
    var pause: Duration {
        if isOpen { return Self.rest }
        return failures == 0 ? .zero : .milliseconds(50 << failures)
    }

    mutating func died(wasReady: Bool, served: UInt64, age: Duration) {
        let hasFailed = !wasReady || (served == 0 && age < Self.youth)
        if hasFailed { failures = min(failures + 1, Self.chances) }
    }

    /// A worker is ready and has stayed so, or has answered.
    mutating func proved() { failures = 0 }
}

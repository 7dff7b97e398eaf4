public import Processes

/// What some of the pool's processes are there for: answering requests, say, or doing jobs.
public struct Role: Sendable {
    /// In the log and in the status, such as `worker`: at most 16 letters, digits and hyphens.
    public let name: String
    /// How many processes there should be.
    public let seats: Int
    /// What each of them runs. The path of its program counts, so a new file there is what is started next.
    public let launch: Launch
    /// A piece of work that takes longer costs its process's life.
    public let deadlineSeconds: Int

    public init(_ name: String, seats: Int, _ launch: Launch, deadlineSeconds: Int) {
        self.name = name
        self.seats = seats
        self.launch = launch
        self.deadlineSeconds = deadlineSeconds
    }
}

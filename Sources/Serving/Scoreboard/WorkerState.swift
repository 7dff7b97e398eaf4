/// What a worker is doing.
enum WorkerState: UInt64, Sendable, CaseIterable {
    /// Its place is empty.
    case absent
    case starting, idle
    /// A connection was accepted and its request is being read.
    case reading
    /// The request is being answered.
    case working
    /// The answer is being handed over.
    case writing
    /// It was told to end, and finishes the request in hand. Nobody stores this: it is a worker with a request that
    /// `serve` has marked as leaving.
    case draining

    /// Whether a request is in hand.
    var isActive: Bool {
        switch self {
        case .absent, .starting, .idle: false
        case .reading, .working, .writing, .draining: true
        }
    }

    var name: String { "\(self)" }
}

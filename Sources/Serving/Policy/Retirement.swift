/// Tells when a worker has done enough: so many requests, or so much memory of its own.
public struct Retirement {
    /// Why a worker ends.
    public enum Reason: Sendable, Equatable {
        case requests(UInt64)
        case memory(UInt64)
    }

    private let requests: UInt64
    private let memory: UInt64
    private var nextLook: UInt64 = 0

    /// How many requests lie between two looks at the memory, because each costs as much as a small page.
    private static let every: UInt64 = 100

    /// - Parameter chance: from 0 to 1; see `WorkerLimits.requests(chance:)`.
    public init(_ limits: WorkerLimits, chance: Double) {
        requests = limits.requests(chance: chance)
        memory = limits.memoryBytes
    }

    /// To be asked between requests; nil to go on.
    ///
    /// - Parameters:
    ///   - served: Requests so far.
    ///   - measure: Gives the memory in use; only called now and then.
    public mutating func reason(served: UInt64, measure: () -> UInt64?) -> Reason? {
        if served >= requests { return .requests(served) }
        guard served >= nextLook else { return nil }
        nextLook = served + Self.every
        if let found = measure(), found > memory { return .memory(found) }
        return nil
    }
}

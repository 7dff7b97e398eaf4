/// When a worker has done enough, and what counts as slow or stuck.
public struct WorkerLimits: Sendable, Equatable {
    /// A request that takes longer costs its worker's life.
    public let deadlineSeconds: Int
    /// A request that takes as long is worth a line in the log.
    public let slowMilliseconds: Int
    /// Requests after which a worker is replaced, give or take a tenth, so that not all are replaced at once.
    public let requests: Int
    /// MiB of private memory above which a worker is replaced.
    public let memoryMebibytes: Int

    var memoryBytes: UInt64 { UInt64(memoryMebibytes) << 20 }

    public init(deadlineSeconds: Int, slowMilliseconds: Int, requests: Int, memoryMebibytes: Int) {
        self.deadlineSeconds = deadlineSeconds
        self.slowMilliseconds = slowMilliseconds
        self.requests = requests
        self.memoryMebibytes = memoryMebibytes
    }

    /// Requests after which one worker is replaced.
    ///
    /// - Parameter chance: from 0 to 1.
    func requests(chance: Double) -> UInt64 {
        let tenth = requests / 10
        return UInt64(max(1, requests - tenth + Int(Double(2 * tenth) * min(max(chance, 0), 1))))
    }
}

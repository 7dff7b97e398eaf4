/// What one hash costs (RFC 9106, 3.1): argon2id with this much memory, this often over it, in so many lanes.
public struct PasswordParameters: Sendable, Equatable {
    /// KiB of memory.
    public let memory: Int
    /// Passes over the memory.
    public let iterations: Int
    /// Lanes.
    public let parallelism: Int

    public init(memory: Int, iterations: Int, parallelism: Int) {
        self.memory = memory
        self.iterations = iterations
        self.parallelism = parallelism
    }

    /// 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's choice for argon2id.
    public static let owasp = PasswordParameters(memory: 19_456, iterations: 2, parallelism: 1)

    /// Whether a hash with these parameters may be computed at all. The ceiling keeps a stored hash that somebody
    /// has tampered with from taking all memory or time; the floor is the algorithm's own.
    var isAcceptable: Bool {
        (1...4).contains(parallelism) && (1...10).contains(iterations)
            && memory >= 8 * parallelism && memory <= 256 * 1024
    }

    /// Blocks of 1 KiB that are computed, for parameters that are acceptable; time goes with their number.
    var work: Int { memory * iterations }

    /// The work that these lack to cost as much as `others`, as a computation of its own; nil when they cost as much, or
    /// less than a computation is short of it.
    func lacking(to others: PasswordParameters) -> PasswordParameters? {
        guard isAcceptable, others.isAcceptable, others.work > work else { return nil }
        let missing = others.work - work
        let passes = (missing + others.memory - 1) / others.memory
        let rest = PasswordParameters(memory: missing / passes, iterations: passes, parallelism: others.parallelism)
        return rest.isAcceptable ? rest : nil
    }

    /// The parameters as they stand in a PHC string.
    var phc: String { "m=\(memory),t=\(iterations),p=\(parallelism)" }
}

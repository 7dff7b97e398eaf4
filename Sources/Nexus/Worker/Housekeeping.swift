import Store

/// What a worker clears away between two requests: a piece a minute of what no page shows any more. So a store without
/// `nexus sweep` in its calendar stays clean, and nobody waits for more than a piece.
struct Housekeeping {
    private static let pause = Duration.seconds(60)

    private var next = ContinuousClock.now + pause

    /// Does a piece if one is due; without a database, or when it fails, it waits for the next turn.
    mutating func turn(_ lifeline: inout Lifeline) {
        guard ContinuousClock.now >= next else { return }
        next = .now + Self.pause
        _ = lifeline.lend(for: "sweep") { db in try? Sweep.run(&db) }
    }
}

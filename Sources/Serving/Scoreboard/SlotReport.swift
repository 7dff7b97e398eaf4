/// One worker, as its slot says.
struct SlotReport: Sendable, Equatable {
    let slot: Int
    /// The name of its role.
    let role: String
    let process: Int32
    let state: WorkerState
    /// How long it has been at its work, or idle, or starting.
    let milliseconds: Int
    /// By name, such as `product`; empty while it is not known, and without a request.
    let route: String
    let requestID: String
    /// Requests answered or jobs done, and how many of them slowly.
    let served: UInt64
    let slow: UInt64
    /// Since its start.
    let ageSeconds: Int
    /// Bytes that it alone has.
    let memory: UInt64
}

extension Scoreboard {
    /// What a slot says now; nil for an empty one.
    ///
    /// - Parameter now: of `MonotonicTime`.
    func report(_ slot: Int, now: UInt64) -> SlotReport? {
        var found = read(slot, now)
        // A worker that was killed while it wrote leaves an odd number for ever; what is there has to do then.
        for _ in 0..<100 where found.isTorn { found = read(slot, now) }
        return found.report
    }

    private func read(_ slot: Int, _ now: UInt64) -> (isTorn: Bool, report: SlotReport?) {
        let sequence = self[slot, .sequence]
        let stored = WorkerState(rawValue: self[slot, .state]) ?? .absent
        guard stored != .absent else { return (false, nil) }
        let isLeaving = self[slot, .leaving] != 0
        let report = SlotReport(
            slot: slot, role: text(Self.role, of: slot), process: Int32(truncatingIfNeeded: self[slot, .process]),
            state: stored.isActive && isLeaving ? .draining : stored,
            milliseconds: MonotonicTime.milliseconds(from: self[slot, .since], to: now),
            route: stored.isActive ? text(Self.route, of: slot) : "",
            requestID: stored.isActive ? text(Self.requestID, of: slot) : "",
            served: self[slot, .served], slow: self[slot, .slow],
            ageSeconds: MonotonicTime.milliseconds(from: self[slot, .startedAt], to: now) / 1000,
            memory: self[slot, .memory])
        return (sequence & 1 == 1 || self[slot, .sequence] != sequence, report)
    }
}

extension ServeStatus {
    /// One object on one line, for programs.
    var json: String {
        let queue = self.queue.map { "{\"waiting\":\($0.waiting),\"limit\":\($0.limit)}" } ?? "null"
        let totals: [(String, UInt64)] = [
            ("accepted", accepted), ("requests", requests), ("slow", slow), ("restarts", restarts),
            ("crashes", crashes),
            ("recycled", recycled), ("deadline_kills", deadlineKills), ("reloads", reloads),
            ("failed_reloads", failedReloads),
        ]
        return "{\"process\":\(manager),\"started_at\":\(startedAt),\"seats\":\(seats),\"active\":\(active),"
            + "\"idle\":\(idle),\"queue\":\(queue),\"breaker\":\"\(isBreakerOpen ? "open" : "closed")\","
            + "\"totals\":{\(totals.map { "\"\($0)\":\($1)" }.joined(separator: ","))},"
            + "\"workers\":[\(workers.map(\.json).joined(separator: ","))]}"
    }
}

extension SlotReport {
    fileprivate var json: String {
        "{\"slot\":\(slot),\"process\":\(process),\"state\":\"\(state.name)\",\"milliseconds\":\(milliseconds),"
            + "\"route\":\(JSONText.quoted(route)),\"request_id\":\(JSONText.quoted(requestID)),\"served\":\(served),"
            + "\"slow\":\(slow),\"age_seconds\":\(ageSeconds),\"memory_bytes\":\(memory)}"
    }
}

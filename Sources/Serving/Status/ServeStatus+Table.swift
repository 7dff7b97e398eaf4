internal import Processes

extension ServeStatus {
    /// For a person at a terminal.
    public var table: String {
        var lines = [
            "workers    \(workers.count) of \(seats): \(active) active, \(idle) idle"
                + (isBreakerOpen ? "; BREAKER OPEN: new processes do not come up, see the log" : ""),
            "queue      " + (queue.map { "\($0.waiting) of \($0.limit) waiting" } ?? "the system does not tell"),
            "requests   \(accepted) accepted, \(requests) answered, \(slow) slow, \(deadlineKills) over \(deadlineSeconds) s and killed",
            "restarts   \(restarts): \(crashes) crashes, \(recycled) recycled; \(reloads) reloads, \(failedReloads) failed",
            "",
        ]
        let rows =
            [["process", "role", "state", "for", "route", "request", "served", "slow", "age", "memory"]]
            + workers.map { worker in
                [
                    "\(worker.process)", worker.role, worker.state.name, "\(worker.milliseconds) ms",
                    worker.route.isEmpty ? "-" : worker.route, worker.requestID.isEmpty ? "-" : worker.requestID,
                    "\(worker.served)", "\(worker.slow)", "\(worker.ageSeconds) s", "\(worker.memory >> 10) KiB",
                ]
            }
        let widths = rows.reduce(into: [Int](repeating: 0, count: rows[0].count)) { widths, row in
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        lines += rows.map { row in
            zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmedRight
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmedRight: String {
        String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
    }
}

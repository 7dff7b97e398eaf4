internal import FoundationEssentials

extension ServeStatus {
    /// One object on one line, for programs.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and plain words only: there is nothing that could not be encoded.
        let data = (try? encoder.encode(Shown(self))) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}

/// The status by the names that programs know it by.
private struct Shown: Encodable {
    struct Queue: Encodable {
        let waiting, limit: UInt32
    }

    struct Totals: Encodable {
        let accepted, requests, slow, restarts, crashes, recycled, deadlineKills, reloads, failedReloads: UInt64
    }

    struct Worker: Encodable {
        let slot: Int
        let role: String
        let process: Int32
        let state: String
        let milliseconds: Int
        let route, requestId: String
        let served, slow: UInt64
        let ageSeconds: Int
        let memoryBytes: UInt64

        init(_ report: SlotReport) {
            slot = report.slot
            role = report.role
            process = report.process
            state = report.state.name
            milliseconds = report.milliseconds
            route = report.route
            requestId = report.requestID
            served = report.served
            slow = report.slow
            ageSeconds = report.ageSeconds
            memoryBytes = report.memory
        }
    }

    let process: Int32
    let startedAt: UInt64
    let seats, active, idle, silentMilliseconds: Int
    /// Left out where the system does not tell.
    let queue: Queue?
    let breaker: String
    let totals: Totals
    let workers: [Worker]

    init(_ status: ServeStatus) {
        process = status.manager
        startedAt = status.startedAt
        seats = status.seats
        active = status.active
        idle = status.idle
        silentMilliseconds = status.silentMilliseconds
        queue = status.queue.map { Queue(waiting: $0.waiting, limit: $0.limit) }
        breaker = status.isBreakerOpen ? "open" : "closed"
        totals = Totals(
            accepted: status.accepted, requests: status.requests, slow: status.slow, restarts: status.restarts,
            crashes: status.crashes, recycled: status.recycled, deadlineKills: status.deadlineKills,
            reloads: status.reloads, failedReloads: status.failedReloads)
        workers = status.workers.map(Worker.init)
    }
}

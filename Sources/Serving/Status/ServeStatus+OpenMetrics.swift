internal import HTTP

extension ServeStatus {
    /// What Prometheus and its kin read: OpenMetrics 1.0,
    /// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
    static let openMetricsType: HeaderValue = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    public var openMetrics: String {
        let states = WorkerState.allCases.filter { $0 != .absent }
        var text = ""
        func family(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            text += "# TYPE nexus_\(name) \(type)\n# HELP nexus_\(name) \(help)\n"
            let suffix = type == "counter" ? "_total" : ""
            for sample in samples { text += "nexus_\(name)\(suffix)\(sample.labels) \(sample.value)\n" }
        }
        func gauge(_ name: String, _ help: String, _ value: some BinaryInteger) {
            family(name, "gauge", help, [("", "\(value)")])
        }
        func counter(_ name: String, _ help: String, _ value: UInt64) {
            family(name, "counter", help, [("", "\(value)")])
        }
        gauge("start_time_seconds", "When serve was started, since 1970 UTC.", startedAt)
        gauge("worker_seats", "How many workers there should be.", seats)
        family(
            "workers", "gauge", "Workers by what they do.", states.map { ("{state=\"\($0.name)\"}", "\(count($0))") })
        family(
            "worker_busy_seconds", "gauge", "How long a worker has had its request.",
            workers.filter(\.state.isActive).map {
                ("{slot=\"\($0.slot)\",route=\"\($0.route)\"}", Self.seconds($0.milliseconds))
            })
        family(
            "worker_memory_bytes", "gauge", "Memory that a worker alone has.",
            workers.map { ("{slot=\"\($0.slot)\"}", "\($0.memory)") })
        if let queue {
            gauge("listen_queue", "Connections that wait for a worker.", queue.waiting)
            gauge("listen_queue_limit", "How many may wait.", queue.limit)
        }
        gauge("breaker_open", "1 while new workers do not come up.", isBreakerOpen ? 1 : 0)
        counter("accepted", "Connections taken from the queue.", accepted)
        counter("requests", "Requests answered.", requests)
        counter("slow_requests", "Requests over the slow log's threshold.", slow)
        counter("worker_restarts", "Workers started in the place of another.", restarts)
        counter("worker_crashes", "Workers that ended unasked.", crashes)
        counter("workers_recycled", "Workers replaced for their requests or memory.", recycled)
        counter("deadline_kills", "Workers killed because of a request's age.", deadlineKills)
        counter("reloads", "Rolling restarts asked for.", reloads)
        counter("failed_reloads", "Rolling restarts given up.", failedReloads)
        return text + "# EOF\n"
    }

    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}

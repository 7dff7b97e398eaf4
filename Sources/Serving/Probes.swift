internal import Glibc
public import HTTP

/// The addresses that machines ask: whether this worker lives, whether the store can work, and how it is doing. They have
/// no look, need no session, and are answered before the site is asked.
public struct Probes {
    private static let addresses = [("/healthz", "healthz"), ("/readyz", "readyz"), ("/status", "status")]

    private let slot: WorkerSlot

    public init(_ slot: WorkerSlot) {
        self.slot = slot
    }

    /// The answer; nil when it is another address.
    ///
    /// - Parameter readiness: why the store cannot do its work, and what it will not be able to do soon, a line each; only
    ///   asked for when that is the question.
    public func answer(
        _ request: Request, readiness: () -> (faults: [String], warnings: [String])
    ) -> Response? {
        guard let name = Self.name(of: request.target) else { return nil }
        slot.note(route: name)
        guard request.method == .get || request.method == .head else {
            var refusal = text("405 Method Not Allowed\n", status: .methodNotAllowed)
            refusal.headers.add("Allow", "GET, HEAD")
            return refusal
        }
        switch name {
        case "healthz": return text("ok\n")
        case "readyz": return ready(readiness())
        default: return status(request)
        }
    }

    /// Of the path alone, or with a query; nil for any other address. Asked for every request.
    static func name(of target: String) -> String? {
        for (path, name) in addresses where target.hasPrefix(path) {
            let rest = target.utf8.dropFirst(path.utf8.count)
            if rest.isEmpty || rest.first == UInt8(ascii: "?") { return name }
        }
        return nil
    }

    private func ready(_ found: (faults: [String], warnings: [String])) -> Response {
        let lines = (found.faults + found.warnings).map { "\($0)\n" }.joined()
        return found.faults.isEmpty
            ? text("ready\n" + lines) : text("not ready\n" + lines, status: .serviceUnavailable)
    }

    /// Only this machine gets to know; nginx refuses others before.
    private func status(_ request: Request) -> Response {
        guard Self.isHere(request.remoteAddress) else { return text("403 Forbidden\n", status: .forbidden) }
        let status = slot.status(listener: STDIN_FILENO)
        if let query = try? request.parsedTarget().query, (try? query.value(of: "format")) == "json" {
            return typed("application/json", status.json + "\n")
        }
        return typed(ServeStatus.openMetricsType, status.openMetrics)
    }

    /// Whether the peer is on this machine: 127.0.0.0/8, ::1, or a unix socket, as nginx names them.
    static func isHere(_ address: String) -> Bool {
        if address == "::1" || address == "unix:" { return true }
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private func text(_ text: String, status: HTTP.Status = .ok) -> Response {
        typed("text/plain; charset=utf-8", text, status: status)
    }

    private func typed(_ type: HeaderValue, _ text: String, status: HTTP.Status = .ok) -> Response {
        Response(status: status, headers: ["Content-Type": type, "Cache-Control": "no-store"], body: Array(text.utf8))
    }
}

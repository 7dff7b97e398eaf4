internal import Glibc

extension ConnectionSettings {
    /// How long each host may take, where the URL or `PGCONNECT_TIMEOUT` says so; nil if all share `connectTimeout`.
    var hostTimeout: Duration? {
        guard let text = value(of: "connect_timeout", or: "PGCONNECT_TIMEOUT"), let seconds = Int64(text), seconds > 0
        else { return nil }
        return .seconds(min(seconds, 3_600))
    }

    /// What libpq is given for each server in turn. It can try a list of them by itself, but waits for one that is silent
    /// until somebody stops it, and then for all.
    var servers: [Parameters] {
        let hosts = list("host", or: "PGHOST")
        let addresses = list("hostaddr", or: "PGHOSTADDR")
        let ports = list("port", or: "PGPORT")
        let count = max(hosts.count, addresses.count)
        // What does not fit together is for libpq to complain about.
        guard count > 1, [0, count].contains(hosts.count), [0, count].contains(addresses.count),
            [0, 1, count].contains(ports.count)
        else { return [parameters] }
        let each = (0..<count).map { index in
            var server = self
            if !hosts.isEmpty { server = server.setting("host", to: hosts[index]) }
            if !addresses.isEmpty { server = server.setting("hostaddr", to: addresses[index]) }
            if let port = ports.count == count ? ports[index] : ports.first {
                server = server.setting("port", to: port)
            }
            return server
        }
        guard value(of: "target_session_attrs", or: "PGTARGETSESSIONATTRS") == "prefer-standby" else {
            return each.map(\.parameters)
        }
        // As libpq does it: once around for a standby, and once more for any.
        return ["standby", "any"].flatMap { role in each.map { $0.setting("target_session_attrs", to: role).parameters }
        }
    }

    private func list(_ keyword: String, or variable: String) -> [String] {
        value(of: keyword, or: variable)?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    }

    private func value(of keyword: String, or variable: String) -> String? {
        parameters.last { $0.keyword == keyword }?.value ?? getenv(variable).map { String(cString: $0) }
    }
}

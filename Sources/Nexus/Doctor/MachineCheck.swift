import Processes
import Web

/// What the machine lets nginx hold, and what it keeps from it.
enum MachineCheck {
    static func findings(_ settings: Settings) -> [Finding] {
        [Finding("open files", files(NginxRoom.here)), Finding("firewall", firewall(settings.environment, rules()))]
    }

    static func files(_ room: NginxRoom) -> Finding.Verdict {
        let words = "\(room.openFiles) for each process of nginx, so \(room.connections) connections"
        guard room.connections >= EdgeLimit.leastConnections else {
            return .amiss(
                words, remedy: "let processes have \(EdgeLimit.openFiles) files (ulimit -Hn; LimitNOFILE= in a unit)")
        }
        return .well(words)
    }

    /// - Parameter rules: as the machine's own firewall lists them; nil when they cannot be read.
    static func firewall(_ environment: Settings.Environment, _ rules: String?) -> Finding.Verdict {
        guard environment == .production else { return .unknown("looked at in production only") }
        guard let rules else { return .unknown("its rules cannot be read; nginx/README.md has one for connections") }
        guard rules.contains("connlimit") || rules.contains("ct count") else {
            return .amiss(
                "no rule bounds the connections of one address",
                remedy: "see nginx/README.md, The firewall; or let the provider's do it")
        }
        return .well("it bounds the connections of one address")
    }

    private static func rules() -> String? {
        let asked = [("nft", ["list", "ruleset"]), ("iptables-save", [])].compactMap { name, arguments in
            Executable.find(name).flatMap { try? Launch($0, arguments).result() }
        }
        let told = asked.filter { $0.end == .exit(0) }
        return told.isEmpty ? nil : told.map(\.said).joined(separator: "\n")
    }
}

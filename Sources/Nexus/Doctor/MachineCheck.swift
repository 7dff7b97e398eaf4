import Processes

/// What the machine keeps from nginx.
enum MachineCheck {
    static func findings(_ settings: Settings) -> [Finding] {
        [Finding("firewall", firewall(settings.environment, rules()))]
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

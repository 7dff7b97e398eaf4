import FoundationEssentials

/// Where settings come from: the environment, or what a running `nexus up` left for its other commands.
enum SettingsSource {
    /// The environment. When it names no database and is not production's, what `nexus up` wrote to
    /// `.nexus/settings.env` fills in; so `nexus user create-admin` beside a running `nexus up` needs nothing set either.
    static func current() -> [String: String] {
        let environment = ProcessInfo.processInfo.environment
        guard environment["DATABASE_URL"] == nil, environment["NEXUS_ENVIRONMENT"] != "production" else {
            return environment
        }
        guard let text = try? String(contentsOfFile: ".nexus/settings.env", encoding: .utf8) else { return environment }
        return parse(text).merging(environment) { _, own in own }
    }

    /// Lines of `NAME='value'`, which a shell reads as well.
    static func write(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { name, value in
            "\(name)='\(value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'\n"
        }.joined()
    }

    static func parse(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[1].count >= 2, parts[1].first == "'", parts[1].last == "'" else { continue }
            let quoted = String(parts[1].dropFirst().dropLast())
            values[String(parts[0])] = quoted.replacing("'\\''", with: "'")
        }
        return values
    }
}

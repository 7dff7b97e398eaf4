import FoundationEssentials
import Processes

/// Where settings come from: the environment, or what a running `nexus up` left for its other commands.
enum SettingsSource {
    /// The environment. When it names no database and is not production's, what `nexus up` wrote to
    /// `.nexus/settings.env` fills in; so `nexus user create-admin` beside a running `nexus up` needs nothing set either.
    static func current() -> [String: String] {
        filled(ProcessInfo.processInfo.environment) {
            try? String(contentsOfFile: ".nexus/settings.env", encoding: .utf8)
        }
    }

    /// The same with another place than `.nexus`, which then counts for more than the environment.
    ///
    /// - Throws: `CommandFailure` when `nexus up` has left nothing there.
    static func current(directory: String?) throws(CommandFailure) -> [String: String] {
        guard let directory else { return current() }
        let path = UpDirectory(directory).settings
        guard let text = try? Files.contents(path) else {
            throw CommandFailure(
                "no `nexus up` has run in \(directory): \(path) cannot be read", status: CommandFailure.badSettings)
        }
        return ProcessInfo.processInfo.environment.merging(parse(text)) { _, file in file }
    }

    /// - Parameter file: what `nexus up` wrote; nil when there is nothing. Only asked for when it counts.
    static func filled(_ environment: [String: String], from file: () -> String?) -> [String: String] {
        // A variable set to nothing is one that is not set, here as everywhere.
        let own = environment.filter { !$0.value.isEmpty }
        guard own["DATABASE_URL"] == nil, own["NEXUS_ENVIRONMENT"] != "production", let text = file() else {
            return own
        }
        return parse(text).merging(own) { _, own in own }
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

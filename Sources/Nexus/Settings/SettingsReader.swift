import Glibc
import Logging
import Postgres
import Processes
import Serving
import Store

/// Reads settings one by one and keeps every complaint, so that all of them can be told at once.
struct SettingsReader {
    private let values: [String: String]
    private(set) var problems: [String] = []

    init(_ values: [String: String]) {
        // A variable set to nothing is one that is not set: that is how people switch a line of an .env file off.
        self.values = values.filter { !$0.value.isEmpty }
    }

    var failure: CommandFailure {
        let list = problems.map { "\n  - \($0)" }.joined()
        return CommandFailure(
            "the settings are not right, so nothing was started:\(list)", status: CommandFailure.badSettings)
    }

    /// What stands in for a value that is wrong is never used: the settings are refused as a whole.
    mutating func environment() -> Settings.Environment {
        guard let text = values["NEXUS_ENVIRONMENT"] else { return .development }
        if let environment = Settings.Environment(rawValue: text) { return environment }
        problems.append("NEXUS_ENVIRONMENT is neither development nor production")
        return .production
    }

    /// - Parameter instead: the variable that counts when `name` is not set.
    mutating func database(_ name: String, instead: String?) -> ConnectionSettings? {
        guard let url = values[name] else {
            if let instead { return values[instead].flatMap { try? ConnectionSettings(url: $0) } }
            problems.append("\(name) is not set: postgresql://user:password@host/database")
            return nil
        }
        do {
            return try ConnectionSettings(url: url)
        } catch {
            // The value is not shown: it may hold a password.
            problems.append("\(name) is no PostgreSQL URL: postgresql://user:password@host/database")
            return nil
        }
    }

    mutating func baseURL(_ environment: Settings.Environment) -> String {
        guard let text = values["NEXUS_BASE_URL"] else {
            if environment == .production {
                problems.append("NEXUS_BASE_URL is not set: where browsers find the store, https://shop.example.com")
            }
            return "https://localhost:8443"
        }
        guard let url = BaseURL(text) else {
            if let ascii = BaseURL.asciiText(text) {
                problems.append("NEXUS_BASE_URL has letters that browsers write in punycode; set it to \(ascii)")
                return text
            }
            problems.append("NEXUS_BASE_URL is no address of a site: https://shop.example.com, nothing after it")
            return text
        }
        if environment == .production && !url.isSecure {
            problems.append("NEXUS_BASE_URL begins with http; production takes https only")
        }
        return url.text
    }

    mutating func runDirectory(_ environment: Settings.Environment) -> String {
        let path = values["NEXUS_RUN_DIRECTORY"] ?? (environment == .production ? "/run/nexus" : ".nexus/run")
        if path.utf8.contains(0) { problems.append("NEXUS_RUN_DIRECTORY is no path") }
        return path
    }

    mutating func socket(in runDirectory: String) -> String {
        let path = values["NEXUS_SOCKET"] ?? "\(runDirectory)/worker.sock"
        if path.utf8.count > UnixSocket.longestPath {
            problems.append("NEXUS_SOCKET is longer than \(UnixSocket.longestPath) bytes, which the system cannot take")
        }
        return path
    }

    mutating func socketMode(_ environment: Settings.Environment) -> UInt32 {
        let text = values["NEXUS_SOCKET_MODE"] ?? "0660"
        guard let mode = UInt32(text, radix: 8), (0o600...0o777).contains(mode), mode & 0o600 == 0o600 else {
            problems.append("NEXUS_SOCKET_MODE is no mode in octal from 0600 to 0777: 0660")
            return 0o600
        }
        if environment == .production && mode & 0o007 != 0 {
            problems.append("NEXUS_SOCKET_MODE lets others open the socket; production takes 0660 or 0600")
        }
        return mode
    }

    mutating func count(_ name: String, in range: ClosedRange<Int>, otherwise usual: Int) -> Int {
        guard let text = values[name] else { return min(usual, range.upperBound) }
        if let number = Int(text), range.contains(number) { return number }
        problems.append("\(name) is no number from \(range.lowerBound) to \(range.upperBound)")
        return usual
    }

    mutating func quota() -> Quota {
        let (products, mebibytes) = (Int(Quota.usual.products), Int(Quota.usual.bytes / 1_048_576))
        return Quota(
            products: Int64(count("NEXUS_ACCOUNT_PRODUCTS", in: 1...1_000_000, otherwise: products)),
            bytes: Int64(count("NEXUS_ACCOUNT_TEXT", in: 1...1_048_576, otherwise: mebibytes)) * 1_048_576)
    }

    mutating func limits() -> WorkerLimits {
        WorkerLimits(
            deadlineSeconds: count("NEXUS_REQUEST_DEADLINE", in: 1...600, otherwise: 10),
            slowMilliseconds: count("NEXUS_SLOW_MILLISECONDS", in: 1...600_000, otherwise: 500),
            requests: count("NEXUS_WORKER_REQUESTS", in: 1...1_000_000_000, otherwise: 10_000),
            memoryMebibytes: count("NEXUS_WORKER_MEMORY", in: 8...65_536, otherwise: 64))
    }

    mutating func logLevel() -> Logger.Level {
        guard let text = values["NEXUS_LOG_LEVEL"] else { return .info }
        if let level = Logger.Level(rawValue: text) { return level }
        let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append("NEXUS_LOG_LEVEL is none of \(levels)")
        return .info
    }
}

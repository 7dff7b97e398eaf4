import Logging

/// The log of this process.
enum Log {
    /// A logger that writes JSON to standard error.
    static func logger(_ level: Logger.Level) -> Logger {
        Logger(label: "nexus") { _ in JSONLogHandler(level: level) }
    }
}

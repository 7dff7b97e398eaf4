import Glibc
import Logging
import Processes

/// Writes log events as lines of JSON to standard error, each with one call, so that lines of several processes never mix.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let write: @Sendable (String) -> Void

    init(
        level: Logger.Level,
        write: @escaping @Sendable (String) -> Void = { Terminal.write($0, to: STDERR_FILENO) }
    ) {
        logLevel = level
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = metadata.merging(metadataProvider?.get() ?? [:]) { _, provided in provided }
        let all = own.merging(event.metadata ?? [:]) { _, given in given }
        write(Self.line(LogTime.now(), event.level, "\(event.message)", all))
    }

    /// One line, newline included. `time`, `level` and `message` come first; metadata follows in the order of its names.
    static func line(
        _ time: String, _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata
    ) -> String {
        var line = "{\"time\":\(JSONText.quoted(time)),\"level\":\"\(level)\",\"message\":\(JSONText.quoted(message))"
        line += ",\"process\":\(getpid())"
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line += ",\(JSONText.quoted(name)):\(JSONText.value(value))"
        }
        return line + "}\n"
    }
}

internal import FoundationEssentials
public import Glibc

/// A file with the id of a running process, for people and their scripts.
public struct PidFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The id on the first line; nil when there is none. PostgreSQL's own file has more lines.
    public var id: pid_t? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.flatMap { pid_t($0) }.flatMap { $0 > 1 ? $0 : nil }
    }

    public func write(_ id: pid_t) throws(CommandFailure) {
        try Files.write("\(id)\n", to: path, mode: 0o644)
    }

    public func remove() {
        unlink(path)
    }

    /// The process of the file, if it runs and has `words` in its command line or environment: the id of a process long
    /// gone may have been given to another.
    public func runningProcess(having words: String) -> pid_t? {
        guard let id else { return nil }
        let told = ["cmdline", "environ"].compactMap { FileManager.default.contents(atPath: "/proc/\(id)/\($0)") }
        let text = told.map { String(decoding: $0, as: UTF8.self) }.joined()
        return text.contains(words) ? id : nil
    }

    /// Ends a process that an earlier run left behind.
    ///
    /// - Parameter words: what its command line or environment has.
    public func endLeftover(having words: String, _ signal: Int32) throws(CommandFailure) {
        guard let id = runningProcess(having: words) else { return }
        Terminal.progress("ending process \(id), left over from an earlier run")
        kill(id, signal)
        for _ in 0..<1500 {
            guard runningProcess(having: words) == id else { return }
            usleep(10_000)
        }
        throw CommandFailure("process \(id) of \(words) is left over from an earlier run and does not end; kill it")
    }
}

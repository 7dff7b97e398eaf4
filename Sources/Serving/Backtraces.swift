internal import FoundationEssentials
internal import Glibc
public import Processes

/// Where workers that crash leave their backtraces, and how `serve` picks them up, so that each becomes part of the log
/// line that names the request.
///
/// They are made by the Swift runtime with the program `swift-backtrace`, which comes with the toolchain. On a server
/// without one it is enough to put that program beside ours; without it a crash is logged with its request, and no more.
public struct Backtraces: Sendable {
    private let directory: String

    /// Bytes of a trace that are taken over into the log.
    private static let limit = 16_384

    /// - Parameter runDirectory: an absolute path; the traces have a directory of their own in it.
    public init(runDirectory: String) throws(CommandFailure) {
        directory = "\(runDirectory)/crashes"
        try Files.makeDirectory(directory)
        // What an earlier `serve` did not pick up would be taken for another process's.
        for name in names { unlink("\(directory)/\(name)") }
    }

    /// What the runtime of a worker reads in its environment (Swift's documentation, Backtracing): the frames of the thread
    /// that crashed. Neither registers nor what they point at, which may be a password.
    var environment: [String: String] {
        var options = [
            "enable=yes", "interactive=no", "color=no", "threads=crashed", "registers=none", "images=none",
            "sanitize=yes", "output-to=\(directory)",
        ]
        let beside = "\(Paths.parent(of: Executable.path))/swift-backtrace"
        if access(beside, X_OK) == 0 { options.append("swift-backtrace=\(beside)") }
        return ["SWIFT_BACKTRACE": options.joined(separator: ",")]
    }

    /// The lines of the trace that a process left, taken away; empty when there is none.
    func take(_ process: pid_t) -> [String] {
        // swift-backtrace calls its file PROGRAM-PROCESS-TIME.log.
        let paths = names.filter { $0.contains("-\(process)-") }.map { "\(directory)/\($0)" }
        defer { for path in paths { unlink(path) } }
        let text = paths.first.flatMap { FileManager.default.contents(atPath: $0) }?.prefix(Self.limit) ?? Data()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return all.filter { $0.hasSuffix(".log") }
    }
}

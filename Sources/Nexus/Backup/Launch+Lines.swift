import Glibc
import Processes

extension Launch {
    /// Runs it to its end, and gives each line that it says as it comes. One of `Signals.stopping`, which must be held,
    /// ends it early.
    ///
    /// - Parameter what: what went wrong if it does not succeed.
    /// - Throws: `CommandFailure` with the program's complaint, unless it ended with status 0.
    func succeed(_ what: String, line report: (Substring) -> Void) throws(CommandFailure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .system("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var launch = self
        launch.output = ends[1]
        let child: ChildProcess
        do {
            defer { close(ends[1]) }
            child = try launch.start()
        }
        var lines = SpokenLines()
        while try Self.readOn(ends[0], child, &lines, report) {}
        // It has closed its output, so its end is near.
        let end = child.end(within: .seconds(60)) ?? child.stop(SIGTERM, patience: .seconds(5))
        guard end == .exit(0) else { throw CommandFailure("\(what): \(program) \(end)\n\(lines.complaint)") }
    }

    /// False at the end of what it says.
    private static func readOn(
        _ descriptor: Int32, _ child: ChildProcess, _ lines: inout SpokenLines, _ report: (Substring) -> Void
    ) throws(CommandFailure) -> Bool {
        if Signals.wait(Signals.stopping, for: .zero) != nil {
            child.stop(SIGTERM, patience: .seconds(5))
            throw .stopped
        }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 100) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { return true }
        guard count > 0 else { return false }
        for line in lines.take(buffer.prefix(count)) { report(line) }
        return true
    }
}

extension CommandFailure {
    /// The person at the terminal, or systemd, has asked for it; as a shell counts a Ctrl-C.
    static let stopped = CommandFailure("stopped before the end", status: 130)
}

internal import Glibc
internal import SystemPackage

extension Launch {
    /// Runs it to its end. Gives how it ended and what it said on standard output and error together.
    ///
    /// - Parameter patience: how long it may take, whatever it has started included. It is killed then, with all of that.
    public func result(
        within patience: Duration = .seconds(600)
    ) throws(CommandFailure) -> (end: ChildProcess.End, said: String) {
        let deadline = ContinuousClock.now + patience
        let (child, output) = try startListening()
        do {
            let said = try output.closeAfter { try Self.readAll(output, by: deadline) }
            if let said, let end = child.end(within: deadline - .now) { return (end, said) }
        } catch {
            child.kill()
            throw .system("what \(program) says", error)
        }
        child.kill()
        throw CommandFailure("\(program) does not end")
    }

    /// Starts it with a pipe for standard output and error; gives the end to read from, which is the caller's to close.
    private func startListening() throws(CommandFailure) -> (ChildProcess, FileDescriptor) {
        let ends: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
        do {
            ends = try FileDescriptor.pipe()
        } catch {
            throw .system("pipe", error)
        }
        for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        defer { try? ends.writeEnd.close() }
        var launch = self
        launch.output = ends.writeEnd.rawValue
        do throws(CommandFailure) {
            return (try launch.start(), ends.readEnd)
        } catch {
            try? ends.readEnd.close()
            throw error
        }
    }

    /// - Throws: `CommandFailure` with what the program said, unless it ended with status 0.
    @discardableResult
    public func succeed(_ what: String) throws(CommandFailure) -> String {
        let (end, said) = try result()
        guard end == .exit(0) else {
            throw CommandFailure("\(what): \(program) \(end)\n\(said)")
        }
        return said
    }

    /// nil when the end has not come by then.
    private static func readAll(_ output: FileDescriptor, by deadline: ContinuousClock.Instant) throws -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let left = max(.zero, deadline - .now) / .milliseconds(1)
            var waiting = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
            let found = poll(&waiting, 1, Int32(clamping: Int(left.rounded(.up))))
            if found < 0, errno == EINTR { continue }
            guard found >= 0 else { throw Errno(rawValue: errno) }
            guard found > 0 else { return nil }
            let count = try buffer.withUnsafeMutableBytes { try output.read(into: $0) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}

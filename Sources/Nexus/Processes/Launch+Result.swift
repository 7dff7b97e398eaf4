import Glibc

extension Launch {
    /// Runs it to its end. Gives how it ended and what it said on standard output and error together.
    func result() throws(CommandFailure) -> (end: ChildProcess.End, said: String) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .system("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var launch = self
        launch.output = ends[1]
        let child: ChildProcess
        do {
            child = try launch.start()
        } catch {
            close(ends[1])
            throw error
        }
        close(ends[1])
        let said = Self.readAll(ends[0])
        guard let end = child.end(within: .seconds(600)) else {
            throw CommandFailure("\(program) does not end")
        }
        return (end, said)
    }

    /// - Throws: `CommandFailure` with what the program said, unless it ended with status 0.
    @discardableResult
    func succeed(_ what: String) throws(CommandFailure) -> String {
        let (end, said) = try result()
        guard end == .exit(0) else {
            throw CommandFailure("\(what): \(program) \(end)\n\(said)")
        }
        return said
    }

    private static func readAll(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}

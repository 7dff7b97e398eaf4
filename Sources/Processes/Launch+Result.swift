internal import Glibc
internal import SystemPackage

extension Launch {
    /// Runs it to its end. Gives how it ended and what it said on standard output and error together.
    public func result() throws(CommandFailure) -> (end: ChildProcess.End, said: String) {
        let (child, output) = try startListening()
        let said: String
        do {
            said = try output.closeAfter { try Self.readAll(output) }
        } catch {
            throw .system("what \(program) says", error)
        }
        guard let end = child.end(within: .seconds(600)) else {
            throw CommandFailure("\(program) does not end")
        }
        return (end, said)
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

    private static func readAll(_ output: FileDescriptor) throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try output.read(into: $0) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}

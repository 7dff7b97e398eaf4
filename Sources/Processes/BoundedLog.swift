internal import Glibc
internal import SystemPackage

/// A log that others append to, kept from filling the disk: once it is too large, its last lines go to `PATH.1`, in the
/// place of those before, and it begins anew.
public struct BoundedLog: Sendable {
    public let path: String
    private let limit: Int

    /// Bytes of a log, and of what is kept of it.
    public static let usualLimit = 16 << 20
    private static let piece = 1 << 18

    public init(_ path: String, limit: Int = usualLimit) {
        self.path = path
        self.limit = limit
    }

    /// The file that this process's standard error is appended to; nil when it is none, such as a terminal or journald's
    /// socket, or is written to in another way.
    public static func standardError() -> BoundedLog? {
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            fcntl(STDERR_FILENO, F_GETFL) & O_APPEND != 0,
            let path = Files.link("/proc/self/fd/\(STDERR_FILENO)"), Files.status(path)?.st_ino == status.st_ino
        else { return nil }
        return BoundedLog(path)
    }

    public var isTooLarge: Bool {
        guard let status = Files.status(path), status.st_mode & S_IFMT == S_IFREG else { return false }
        return status.st_size > limit
    }

    /// For a log whose writer opens it anew when it is told to: no line is lost.
    public func setAside() throws(CommandFailure) {
        guard rename(path, "\(path).1") == 0 else { throw .system(path, errno) }
    }

    /// For a log whose writers hold it open for appending. A line that comes between the last look and the cut is lost.
    public func cut() throws(CommandFailure) {
        do {
            let log = try FileDescriptor.open(path, .readWrite, options: [.closeOnExec, .noFollow])
            try log.closeAfter {
                let old = try FileDescriptor.open(
                    "\(path).1", .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
                    permissions: .ownerReadWrite)
                try old.closeAfter { try keepEnd(of: log, in: old) }
                try log.resize(to: 0)
            }
        } catch {
            throw .system(path, error)
        }
    }

    /// From the first whole line of the last `limit` bytes.
    private func keepEnd(of log: FileDescriptor, in old: FileDescriptor) throws {
        let size = try log.seek(offset: 0, from: .end)
        var offset = max(0, size - Int64(limit))
        var isWhole = offset == 0
        var buffer = [UInt8](repeating: 0, count: Self.piece)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try log.read(fromAbsoluteOffset: offset, into: $0) }
            guard count > 0 else { return }
            offset += Int64(count)
            var bytes = buffer.prefix(count)
            if !isWhole {
                guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { continue }
                bytes = bytes[(end + 1)...]
                isWhole = true
            }
            try old.writeAll(bytes)
        }
    }
}

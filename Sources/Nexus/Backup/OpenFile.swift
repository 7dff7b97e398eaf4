import Glibc
import Processes

/// A file, open as long as this lives, read in pieces whatever its size.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    private static let piece = 1 << 18

    init(_ path: String, _ flags: Int32) throws(CommandFailure) {
        descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path, errno) }
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// In bytes.
    ///
    /// - Throws: also for anything that is no plain file.
    var size: Int {
        get throws(CommandFailure) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw .system(path, errno) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw CommandFailure("\(path) is no plain file") }
            return Int(status.st_size)
        }
    }

    /// Gives `body` all of it from the beginning, or the first `end` bytes; comes back with how many there were.
    @discardableResult
    func read(upTo end: Int = .max, _ body: (ArraySlice<UInt8>) -> Void) throws(CommandFailure) -> Int {
        var offset = 0
        while offset < end {
            let bytes = try bytes(from: offset, to: offset + min(Self.piece, end - offset))
            if bytes.isEmpty { break }
            body(bytes[...])
            offset += bytes.count
        }
        return offset
    }

    /// Fewer where the file ends before.
    func bytes(from start: Int, to end: Int) throws(CommandFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: end - start)
        var filled = 0
        while filled < bytes.count {
            let room = bytes.count - filled
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + filled }, room, start + filled)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(path, errno) }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    /// Writes at the end of a file that was opened with O_APPEND.
    func append(_ bytes: [UInt8]) throws(CommandFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(path, errno) }
            rest = rest.dropFirst(count)
        }
    }
}

internal import Glibc
internal import Processes

/// A listening unix socket: the door that all workers share. Its file goes when this goes.
struct UnixListener: ~Copyable {
    let descriptor: Int32
    private let path: String
    private let file: ino_t

    /// How many connections may wait to be accepted; the system's own limit (net.core.somaxconn) applies as well. nginx
    /// answers 502 at once to those beyond it.
    private static let backlog: Int32 = 4096

    /// - Parameter mode: who may connect, such as 0o660.
    /// - Throws: `CommandFailure` when somebody answers at `path` already, or the system refuses.
    init(_ path: String, mode: mode_t) throws(CommandFailure) {
        try Self.removeStale(path)
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw .system("socket", errno) }
        // By the umask and not afterwards: there is no moment in which others could connect.
        let before = umask(0o777 & ~mode)
        let code = UnixSocket.withAddress(path) { bind(descriptor, $0, $1) }
        let failure = errno
        umask(before)
        guard code == 0, listen(descriptor, Self.backlog) == 0, let status = Files.status(path) else {
            close(descriptor)
            throw .system("cannot listen on \(path)", code == 0 ? errno : failure)
        }
        self.descriptor = descriptor
        self.path = path
        file = status.st_ino
    }

    /// Closes the door: nobody new gets in. The file is left alone if it is another's by now.
    deinit {
        if Files.status(path)?.st_ino == file { unlink(path) }
        close(descriptor)
    }

    /// A socket without anybody behind it is left by a `serve` that was killed. Its workers die with it, which takes a
    /// moment: a request in hand is finished.
    private static func removeStale(_ path: String) throws(CommandFailure) {
        guard let status = Files.status(path) else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw CommandFailure("\(path) is there, and is no socket") }
        for _ in 0..<10 {
            guard UnixSocket.answers(path) else {
                unlink(path)
                return
            }
            usleep(500_000)
        }
        throw CommandFailure("other workers answer on \(path) already", status: CommandFailure.tryLater)
    }
}

internal import Glibc

/// A lock on a file (flock(2)), held as long as this lives and given up when the process dies, however it dies.
public struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// nil when another process has it.
    ///
    /// - Throws: `CommandFailure` when the file cannot be opened.
    public init?(_ path: String) throws(CommandFailure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(path, errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}

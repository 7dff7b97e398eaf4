import Crypto
import Glibc
import Processes

/// A directory with a short path that stands in for one whose path is too long for a unix socket.
enum ShortDirectory {
    /// `/tmp/nexus-` and a hash of `path`: the same for the same path, and for its owner alone.
    ///
    /// - Parameter owner: whose it shall be; only root gives it to another.
    /// - Throws: `CommandFailure` when somebody else was there first: the place can be guessed, and is not trusted then.
    static func make(for path: String, owner: uid_t = geteuid()) throws(CommandFailure) -> String {
        let short = "/tmp/nexus-\(hash(path))"
        if mkdir(short, 0o700) == 0 {
            if owner != geteuid() { chown(short, owner, gid_t.max) }
        } else if errno != EEXIST {
            throw .system(short, errno)
        }
        guard let status = Files.status(short), status.st_mode & S_IFMT == S_IFDIR, status.st_uid == owner,
            status.st_mode & 0o077 == 0
        else {
            throw CommandFailure("\(short) is not ours alone; remove it, or choose a --directory with a shorter path")
        }
        return short
    }

    /// Of 64 bits: nothing secret, only short.
    private static func hash(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(8).hexadecimal
    }
}

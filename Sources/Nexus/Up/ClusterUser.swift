import Glibc
import Processes

/// Who the private cluster belongs to: whoever started `nexus up`, or `postgres` if that is root, since PostgreSQL
/// refuses to run as root.
struct ClusterUser: Sendable {
    let id: uid_t
    let group: gid_t
    /// nil if it is this process's own.
    let name: String?

    static func current() throws(CommandFailure) -> ClusterUser {
        guard Machine.isRoot else { return ClusterUser(id: geteuid(), group: getegid(), name: nil) }
        guard let entry = getpwnam("postgres") else {
            throw CommandFailure("PostgreSQL does not run as root, and there is no user postgres; start it as another")
        }
        return ClusterUser(id: entry.pointee.pw_uid, group: entry.pointee.pw_gid, name: "postgres")
    }

    /// A directory of this user's alone.
    func makeDirectory(_ path: String) throws(CommandFailure) {
        try Files.makeDirectory(path)
        if name != nil, chown(path, id, group) != 0 { throw .system(path, errno) }
    }

    /// Whether this user can get to the directory and write in it: one above it may be closed to others.
    func canUse(_ path: String) throws(CommandFailure) -> Bool {
        guard name != nil else { return access(path, R_OK | W_OK | X_OK) == 0 }
        guard let test = Executable.find("test") else { return false }
        var look = Launch(test, ["-w", path, "-a", "-x", path])
        look.user = name
        look.directory = "/"
        return try look.result().end == .exit(0)
    }
}

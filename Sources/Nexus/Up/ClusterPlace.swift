import FoundationEssentials
import Glibc
import Processes

/// Where the private cluster lives.
enum ClusterPlace {
    /// `.nexus/postgres`. Where the cluster's user cannot get there (a checkout below /root, started by root), a directory
    /// of its own in /var/lib, which nobody clears, and `.nexus/postgres` is a link to it.
    ///
    /// - Throws: `CommandFailure` when the link leads nowhere, rather than begin anew and seem to have lost everything.
    static func find(_ directory: UpDirectory, _ user: ClusterUser) throws(CommandFailure) -> String {
        let path = directory.postgres
        if let status = Files.status(path), status.st_mode & S_IFMT == S_IFLNK { return try linked(path, user) }
        try user.makeDirectory(path)
        if try user.canUse(path) { return path }
        guard rmdir(path) == 0 else {
            throw CommandFailure("\(path) has a cluster, but its user cannot get there any more; open the way to it")
        }
        guard let place = Files.makeTemporaryDirectory("/var/lib/nexus-") else { throw .system("/var/lib", errno) }
        try user.makeDirectory(place)
        guard symlink(place, path) == 0 else { throw .system(path, errno) }
        return place
    }

    private static func linked(_ path: String, _ user: ClusterUser) throws(CommandFailure) -> String {
        guard let place = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
            let status = Files.status(place), status.st_mode & S_IFMT == S_IFDIR
        else {
            throw CommandFailure("\(path) points to a cluster that is gone; remove the link to begin with an empty one")
        }
        guard status.st_uid == user.id else { throw CommandFailure("\(place) belongs to another user") }
        return place
    }
}

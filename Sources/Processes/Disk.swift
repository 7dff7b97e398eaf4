internal import Glibc

/// The disk that holds a path; where there is nothing yet, the one that would.
public struct Disk: Sendable, Equatable {
    /// Bytes that this user may still fill.
    public let free: UInt64
    /// Where it is mounted.
    public let mountPoint: String

    /// nil when the system does not tell.
    public init?(holding path: String) {
        var place = Paths.absolute(path)
        var status = statvfs()
        while statvfs(place, &status) != 0 {
            guard place != "/", errno == ENOENT else { return nil }
            place = Paths.parent(of: place)
        }
        free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        mountPoint = Self.mountPoint(of: place)
    }

    /// MiB, rounded down.
    public var freeMebibytes: Int { Int(clamping: free >> 20) }

    /// - Throws: `CommandFailure` that names the disk when fewer than `mebibytes` MiB are left on it.
    public static func require(_ mebibytes: Int, for path: String) throws(CommandFailure) {
        guard let disk = Disk(holding: path), disk.freeMebibytes < mebibytes else { return }
        throw CommandFailure(
            "the disk at \(disk.mountPoint), which holds \(path), is full: \(disk.freeMebibytes) MiB are left, and "
                + "\(mebibytes) are needed; make room there")
    }

    /// The uppermost directory that is on the same device.
    private static func mountPoint(of path: String) -> String {
        var place = path
        var here = stat()
        guard stat(place, &here) == 0 else { return place }
        while place != "/" {
            var above = stat()
            let parent = Paths.parent(of: place)
            guard stat(parent, &above) == 0, above.st_dev == here.st_dev else { return place }
            place = parent
        }
        return place
    }
}

import Glibc
import Processes

/// The workers' socket: there, answering, and closed to others.
enum SocketCheck {
    static func finding(_ settings: Settings) -> Finding {
        let path = settings.socket
        guard let status = Files.status(path) else {
            return Finding("socket", .amiss("\(path) is not there", remedy: "start `nexus serve`, or `nexus up`"))
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            return Finding("socket", .amiss("\(path) is no socket", remedy: "let NEXUS_SOCKET name another path"))
        }
        let mode = String(status.st_mode & 0o777, radix: 8)
        guard status.st_mode & 0o007 == 0 else {
            return Finding(
                "socket", .amiss("\(path) can be opened by others (\(mode))", remedy: "set NEXUS_SOCKET_MODE to 0660"))
        }
        guard !isRootsInProduction(settings, owner: status.st_uid) else {
            return Finding(
                "socket",
                .amiss(
                    "\(path) is root's: the workers run as root, and nginx cannot open it",
                    remedy: "start `nexus serve` as a user of its own; see nginx/README.md"))
        }
        guard UnixSocket.answers(path) else {
            return Finding("socket", .amiss("nobody answers on \(path)", remedy: "start `nexus serve`, or `nexus up`"))
        }
        return Finding("socket", .well("\(path), mode \(mode)"))
    }

    /// A hole in a page would be root's; and nginx, which serves as another user, answers 502. `nexus up` started by root
    /// lets nginx be root as well: that is for development.
    static func isRootsInProduction(_ settings: Settings, owner: UInt32) -> Bool {
        settings.environment == .production && owner == 0
    }
}

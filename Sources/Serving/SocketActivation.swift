internal import Glibc
internal import Processes

/// A listening socket that systemd has opened and hands in as descriptor 3 (sd_listen_fds(3)). It stays open while
/// `serve` is replaced, so a restart of all of it loses no request either: whoever connects meanwhile waits.
public enum SocketActivation {
    /// What systemd sets for the process that it hands the socket to; nobody else must see it.
    public static let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]
    private static let first: Int32 = 3

    /// The socket's descriptor; nil when there is none for this process.
    ///
    /// - Throws: `CommandFailure` when there are several, or it is no listening unix stream socket.
    static func listener(_ environment: [String: String], process: pid_t) throws(CommandFailure) -> Int32? {
        guard environment["LISTEN_PID"] == "\(process)", let count = environment["LISTEN_FDS"], count != "0" else {
            return nil
        }
        guard count == "1" else { throw .init("LISTEN_FDS is \(count); exactly one socket is served") }
        guard option(SO_ACCEPTCONN) == 1, option(SO_TYPE) == Int32(SOCK_STREAM.rawValue), option(SO_DOMAIN) == AF_UNIX
        else {
            throw CommandFailure("descriptor \(first), which LISTEN_FDS speaks of, is no listening unix stream socket")
        }
        guard fcntl(first, F_SETFD, FD_CLOEXEC) == 0 else { throw .system("fcntl", errno) }
        return first
    }

    private static func option(_ name: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(first, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
}

internal import Glibc

/// How many connections wait at a unix socket to be accepted, asked of the kernel as ss(8) does: unix_diag of
/// sock_diag(7), over netlink. The file and the descriptor of a socket do not tell.
struct ListenQueue: Sendable, Equatable {
    let waiting: UInt32
    /// How many may wait before nginx is refused.
    let limit: UInt32

    private static let netlink: Int32 = 16  // AF_NETLINK
    private static let sockDiag: Int32 = 4  // NETLINK_SOCK_DIAG
    private static let byFamily: UInt16 = 20  // SOCK_DIAG_BY_FAMILY
    private static let showQueue: UInt32 = 0x10  // UDIAG_SHOW_RQLEN
    private static let queueAttribute: UInt16 = 4  // UNIX_DIAG_RQLEN

    /// nil where the kernel does not tell, or may not be asked (systemd: RestrictAddressFamilies without AF_NETLINK).
    ///
    /// - Parameter inode: the listening socket's, as fstat(2) gives it for the descriptor.
    init?(inode: UInt64) {
        let descriptor = socket(Self.netlink, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), Self.sockDiag)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let question = Self.question(UInt32(truncatingIfNeeded: inode))
        guard send(descriptor, question, question.count, 0) == question.count else { return nil }
        var answer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &answer, answer.count, 0)
        guard count > 0 else { return nil }
        self.init(answer: answer.prefix(count))
    }

    /// Of the socket that a descriptor is.
    init?(listener: Int32) {
        guard let inode = Self.inode(listener) else { return nil }
        self.init(inode: inode)
    }

    static func inode(_ descriptor: Int32) -> UInt64? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        return UInt64(status.st_ino)
    }

    /// - Parameter answer: a netlink message with a `unix_diag_msg` (32 bytes together) and its attributes; an answer of
    ///   another type is none.
    init?(answer: some Collection<UInt8>) {
        let bytes = Array(answer)
        guard Self.number(bytes, at: 4, size: 2) == UInt32(Self.byFamily) else { return nil }
        var position = 32
        while let size = Self.number(bytes, at: position, size: 2), size >= 4,
            let type = Self.number(bytes, at: position + 2, size: 2)
        {
            if type == UInt32(Self.queueAttribute) {
                guard let waiting = Self.number(bytes, at: position + 4, size: 4),
                    let limit = Self.number(bytes, at: position + 8, size: 4)
                else { return nil }
                self.waiting = waiting
                self.limit = limit
                return
            }
            position += (Int(size) + 3) & ~3
        }
        return nil
    }

    /// A `nlmsghdr` and a `unix_diag_req` for the one socket with that inode, in the byte order of the machine.
    private static func question(_ inode: UInt32) -> [UInt8] {
        let any = UInt32.max
        let header = bytes(UInt32(40)) + bytes(byFamily) + bytes(UInt16(1)) + bytes(UInt32(1)) + bytes(UInt32(0))
        let request: [UInt8] = [UInt8(AF_UNIX), 0, 0, 0]
        return header + request + [any, inode, showQueue, any, any].flatMap { bytes($0) }
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number) { Array($0) }
    }

    private static func number(_ bytes: [UInt8], at position: Int, size: Int) -> UInt32? {
        guard position >= 0, position + size <= bytes.count else { return nil }
        var number: UInt32 = 0
        withUnsafeMutableBytes(of: &number) { $0.copyBytes(from: bytes[position..<position + size]) }
        return number
    }
}

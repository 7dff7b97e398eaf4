internal import Glibc

/// TCP ports of this machine's own addresses, 127.0.0.1 and ::1.
public enum LoopbackPort {
    /// Whether nobody listens on the port of either address.
    public static func isFree(_ port: UInt16) -> Bool {
        bindsIPv4(port) && (!hasIPv6 || bindsIPv6(port))
    }

    /// Containers often have no ::1.
    public static var hasIPv6: Bool { bindsIPv6(0) }

    private static func bindsIPv4(_ port: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return binds(AF_INET, &address)
    }

    private static func bindsIPv6(_ port: UInt16) -> Bool {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        address.sin6_addr = in6addr_loopback
        return binds(AF_INET6, &address)
    }

    private static func binds<Address>(_ family: Int32, _ address: inout Address) -> Bool {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // As nginx does, so that connections that are still winding down do not count.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
                    && listen(descriptor, 1) == 0
            }
        }
    }
}

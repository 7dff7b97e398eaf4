import Glibc
import Processes
import SystemPackage

/// A question over plain HTTP to a unix socket, to see that everything behind it answers.
enum Probe {
    /// The status of `GET /` for `host`; nil when none has begun within five seconds.
    static func status(_ socket: String, host: String) -> Int? {
        guard let connection = UnixSocket.connect(socket).map({ FileDescriptor(rawValue: $0) }) else { return nil }
        let deadline = ContinuousClock.now + .seconds(5)
        var head: [UInt8] = []
        // Whatever goes wrong, what came so far tells.
        try? connection.closeAfter {
            try connection.writeAll("GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8)
            var buffer = [UInt8](repeating: 0, count: 4096)
            // To the end, so that nginx does not note a visitor who left.
            while isReadable(connection, by: deadline),
                case let count = try buffer.withUnsafeMutableBytes({ try connection.read(into: $0) }), count > 0
            {
                if head.count < 12 { head += buffer.prefix(count).prefix(12) }
            }
        }
        // HTTP/1.1 200
        return head.count >= 12 ? Int(String(decoding: head[9..<12], as: UTF8.self)) : nil
    }

    private static func isReadable(_ connection: FileDescriptor, by deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = max(.zero, deadline - .now) / .milliseconds(1)
            var waiting = pollfd(fd: connection.rawValue, events: Int16(POLLIN), revents: 0)
            let found = poll(&waiting, 1, Int32(clamping: Int(left.rounded(.up))))
            if found >= 0 || errno != EINTR { return found > 0 }
        }
    }
}

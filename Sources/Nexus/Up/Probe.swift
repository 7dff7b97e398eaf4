import Glibc
import Processes
import SystemPackage

/// A question over plain HTTP to a unix socket, to see that everything behind it answers.
enum Probe {
    /// The status of `GET /` for `host`; nil when there is no answer within five seconds.
    static func status(_ socket: String, host: String) -> Int? {
        guard let connection = UnixSocket.connect(socket).map({ FileDescriptor(rawValue: $0) }) else { return nil }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(
            connection.rawValue, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var head: [UInt8] = []
        // Whatever goes wrong, what came so far tells.
        try? connection.closeAfter {
            try connection.writeAll("GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8)
            var buffer = [UInt8](repeating: 0, count: 4096)
            // To the end, so that nginx does not note a visitor who left.
            while case let count = try buffer.withUnsafeMutableBytes({ try connection.read(into: $0) }), count > 0 {
                if head.count < 12 { head += buffer.prefix(count).prefix(12) }
            }
        }
        // HTTP/1.1 200
        return head.count >= 12 ? Int(String(decoding: head[9..<12], as: UTF8.self)) : nil
    }
}

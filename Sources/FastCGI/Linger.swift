internal import Glibc

/// The end of a connection whose peer is still sending. Closed at once, the kernel would tell the peer of an error before
/// it has read the answer.
enum Linger {
    /// Says that nothing more comes, then reads and drops what the peer sends until it closes or time is up.
    static func on(_ connection: Int32, milliseconds: Int) {
        guard shutdown(connection, Int32(SHUT_WR)) == 0 else { return }
        let deadline = Clock.monotonicMilliseconds() + Int64(clamping: min(max(0, milliseconds), 60_000))
        var dropped = [UInt8](repeating: 0, count: 16_384)
        while true {
            let left = deadline - Clock.monotonicMilliseconds()
            var watched = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&watched, 1, Int32(clamping: left)) > 0 else { return }
            guard read(connection, &dropped, dropped.count) > 0 else { return }
        }
    }
}

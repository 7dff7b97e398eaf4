internal import Glibc

/// The web server's end of one connection, as far as we deal with it without libfcgi.
struct Peer {
    let descriptor: Int32

    /// Sends all of `bytes`. Answers false when the peer is gone, or made no room for more within `milliseconds`.
    ///
    /// Whatever signal comes meanwhile, also a stop and its continuation, which cut a waiting `send` short when that has a
    /// time limit of its own (signal(7)): the rest is sent afterwards.
    func send(_ bytes: [UInt8], stall milliseconds: Int) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.send(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count < 0, errno == EAGAIN {
                    guard wait(for: POLLOUT, milliseconds: milliseconds) else { return false }
                } else if count == 0 || errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    /// Waits until there is something to read, or the peer is gone. Answers false when `milliseconds` go by before.
    func waitToRead(milliseconds: Int) -> Bool {
        wait(for: POLLIN, milliseconds: milliseconds)
    }

    /// Says that nothing more comes, then reads and drops what the peer still sends until it closes or time is up. A
    /// connection closed at once would be an error to the peer before it has read the answer.
    func linger(milliseconds: Int) {
        guard shutdown(descriptor, Int32(SHUT_WR)) == 0 else { return }
        let deadline = deadline(in: milliseconds)
        var dropped = [UInt8](repeating: 0, count: 16_384)
        while true {
            let left = deadline - Clock.monotonicMilliseconds()
            guard left > 0, wait(for: POLLIN, milliseconds: Int(left)) else { return }
            let count = recv(descriptor, &dropped, dropped.count, Int32(MSG_DONTWAIT))
            guard count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN)) else { return }
        }
    }

    /// At most an hour away.
    private func deadline(in milliseconds: Int) -> Int64 {
        Clock.monotonicMilliseconds() + Int64(min(max(0, milliseconds), 3_600_000))
    }

    private func wait(for events: Int32, milliseconds: Int) -> Bool {
        let deadline = deadline(in: milliseconds)
        while true {
            let left = max(0, deadline - Clock.monotonicMilliseconds())
            var watched = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let found = poll(&watched, 1, Int32(clamping: left))
            if found > 0 { return true }
            guard found < 0, errno == EINTR else { return false }
        }
    }
}

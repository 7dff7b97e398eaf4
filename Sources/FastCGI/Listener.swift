internal import CFastCGI
internal import Glibc

/// The listening socket, which somebody else opened and other workers share.
struct Listener {
    enum Arrival {
        case connection
        case stop
    }

    private let descriptor: Int32

    /// Makes the socket non-blocking: of several workers woken by one connection, those who come late must not wait in `accept`.
    init(_ descriptor: Int32) throws(FastCGIError) {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw .system(call: "fcntl", code: errno)
        }
        self.descriptor = descriptor
    }

    /// Waits for a connection or a signal to stop; with both there, it is time to stop.
    func wait(_ signals: borrowing StopSignals) throws(FastCGIError) -> Arrival {
        while true {
            var watched = [
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, nfds_t(watched.count), -1) >= 0 else {
                guard errno == EINTR else { throw .system(call: "poll", code: errno) }
                continue
            }
            if watched[0].revents != 0 {
                signals.take()
                return .stop
            }
            guard watched[1].revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0 else { throw .notListening }
            if watched[1].revents != 0 { return .connection }
        }
    }

    /// The connection that waits, its reads and writes bounded by `stallSeconds` each; nil when another worker took it or
    /// its peer gave up.
    ///
    /// We accept in the place of libfcgi, because a connection it accepts itself has no time limit: one silent
    /// peer would hold the worker for good.
    func accept(stallSeconds: Int) throws(FastCGIError) -> Int32? {
        let connection = accept4(descriptor, nil, nil, Int32(SOCK_CLOEXEC.rawValue))
        guard connection >= 0 else {
            switch errno {
            case EAGAIN, EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ETIMEDOUT:
                return nil
            case EINVAL, ENOTSOCK, EOPNOTSUPP, EBADF: throw .notListening
            default: throw .system(call: "accept", code: errno)
            }
        }
        var limit = timeval(tv_sec: max(1, stallSeconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        // Of writes too: while it reads, libfcgi answers management records by itself.
        guard setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, size) == 0,
            setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, size) == 0
        else {
            let code = errno
            close(connection)
            throw .system(call: "setsockopt", code: code)
        }
        return connection
    }
}

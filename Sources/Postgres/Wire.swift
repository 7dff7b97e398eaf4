internal import CPostgres
internal import Glibc

/// The one owner of a PGconn. Every wait is `poll` with a deadline, so that a hung server cannot hang us.
struct Wire: ~Copyable {
    // nil once closed. libpq takes a null connection everywhere, as one that is broken.
    private(set) var connection: OpaquePointer?
    /// Whether it was closed because a deadline passed.
    var isGivenUp = false

    init() {
        connection = nil
    }

    /// Connects. Errors: kind `unavailable`, also when the deadline has passed.
    init(to parameters: ConnectionSettings.Parameters, deadline: Deadline) throws(DatabaseError) {
        connection = Wire.start(parameters)
        var next = PGRES_POLLING_WRITING
        while PQstatus(connection) != CONNECTION_BAD, next != PGRES_POLLING_FAILED {
            if next == PGRES_POLLING_OK {
                PQsetnonblocking(connection, 1)
                // Notices would go to standard error, which is the log.
                PQsetNoticeReceiver(connection, { _, _ in }, nil)
                return
            }
            guard wait(for: next == PGRES_POLLING_WRITING ? POLLOUT : POLLIN, until: deadline) else {
                throw DatabaseError(.unavailable, "the server did not take the connection in time")
            }
            next = PQconnectPoll(connection)
        }
        throw DatabaseError(ServerMessage(connection: connection), isLost: true)
    }

    deinit {
        PQfinish(connection)
    }

    var isOpen: Bool { PQstatus(connection) == CONNECTION_OK }
    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(connection) }

    /// Ends the connection without waiting for the server.
    mutating func close() {
        PQfinish(connection)
        connection = nil
    }

    /// Looks, without waiting, whether the server has hung up since the last statement.
    func stillAnswers() -> Bool {
        // A farewell message may come before the end of the stream, so reading once is not enough.
        for _ in 0..<4 {
            guard isOpen else { return false }
            guard wait(for: POLLIN, until: Deadline(in: .zero)) else { return true }
            guard PQconsumeInput(connection) == 1 else { return false }
            // Lets libpq take what has arrived.
            _ = PQisBusy(connection)
        }
        return isOpen
    }

    /// Waits for one of the events, an error or a hang-up. False if the deadline came first.
    func wait(for events: Int32, until deadline: Deadline) -> Bool {
        while true {
            var descriptor = pollfd(fd: PQsocket(connection), events: Int16(truncatingIfNeeded: events), revents: 0)
            let ready = poll(&descriptor, 1, deadline.pollTimeout)
            if ready > 0 { return true }
            // A signal (SIGTERM to the worker) does not end the wait; the statement in hand is finished first.
            if ready < 0, errno == EINTR { continue }
            return ready < 0
        }
    }

    private static func start(_ parameters: ConnectionSettings.Parameters) -> OpaquePointer? {
        var all = parameters
        all.append(("fallback_application_name", "nexus"))
        all.append(("client_encoding", "UTF8"))
        var strings = (all.map { strdup($0.keyword) }, all.map { strdup($0.value) })
        defer {
            for string in strings.0 + strings.1 { free(string) }
        }
        strings.0.append(nil)
        strings.1.append(nil)
        return PQconnectStartParams(
            strings.0.map { UnsafePointer($0) }, strings.1.map { UnsafePointer($0) }, 0)
    }
}

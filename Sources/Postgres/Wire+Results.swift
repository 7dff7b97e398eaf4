internal import CPostgres
internal import Glibc

extension Wire {
    /// The next result, or nil at the end of a command. A lost connection is a result too, a failed one.
    /// Errors: kind `unavailable` when the deadline has passed; the connection is closed then.
    mutating func nextResult(by deadline: Deadline) throws(DatabaseError) -> QueryResult? {
        // What went wrong here is the next result.
        _ = try flush(by: deadline)
        while PQisBusy(connection) == 1 {
            try pause(POLLIN, by: deadline)
            if PQconsumeInput(connection) == 0 { break }
        }
        return PQgetResult(connection).map { QueryResult($0) }
    }

    /// Sends what libpq still holds. False when the connection fails.
    /// Errors: kind `unavailable` when the deadline has passed; the connection is closed then.
    mutating func flush(by deadline: Deadline) throws(DatabaseError) -> Bool {
        while true {
            let left = PQflush(connection)
            guard left == 1 else { return left == 0 }
            try pause(POLLIN | POLLOUT, by: deadline)
            // The server may be unable to read on until we have read what it sent.
            guard PQconsumeInput(connection) == 1 else { return false }
        }
    }

    /// Reads on to the end of what a simple (not pipelined) command brings, and gives the last result, or the failure.
    /// - Parameter completed: how many of the statements went through.
    mutating func lastResult(
        by deadline: Deadline, completed: inout Int, failure: inout ServerMessage?
    ) throws(DatabaseError) -> QueryResult? {
        var last: QueryResult?
        while let result = try nextResult(by: deadline) {
            let status = result.status
            if status == PGRES_COPY_IN { return consume result }
            if status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH {
                close()
                throw DatabaseError(.usage, "COPY TO is not supported")
            }
            if status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE {
                if failure == nil { failure = result.failure }
                if !isOpen { return nil }
                continue
            }
            completed += 1
            last = consume result
        }
        return last
    }

    /// The error for a statement that could not even be handed to libpq.
    mutating func refusal() -> DatabaseError {
        DatabaseError(ServerMessage(connection: connection), isLost: !isOpen)
    }

    mutating func pause(_ events: Int32, by deadline: Deadline) throws(DatabaseError) {
        if wait(for: events, until: deadline) { return }
        isGivenUp = true
        close()
        throw DatabaseError(.unavailable, "the server did not answer in time; the connection was closed")
    }
}

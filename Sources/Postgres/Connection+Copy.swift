internal import CPostgres
internal import Glibc

extension Connection {
    /// Fills a table by COPY, for bulk data; all rows or none.
    ///
    ///     try db.copy(into: "orders (email, amount)") { copy in
    ///         copy.field(email); copy.field(amount); copy.endRow()
    ///         return left > 0
    ///     }
    ///
    /// - Parameters:
    ///   - target: the table and its columns; without parameters.
    ///   - rows: writes some rows (one or a few hundred) each time it is called, and says whether there are more.
    /// - Returns: how many rows were stored. Errors: as the server has them, and whatever `rows` throws.
    @discardableResult
    public mutating func copy(
        into target: SQL, file: StaticString = #fileID, line: UInt = #line,
        rows: (inout CopyWriter) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) -> Int {
        let text = "COPY \(target.text) FROM STDIN"
        do throws(DatabaseError) {
            guard target.parameters.count == 0 else { throw DatabaseError(.usage, "COPY takes no parameters") }
            guard PQsendQuery(wire.connection, text) == 1 else { throw wire.refusal() }
            var completed = 0
            var failure: ServerMessage?
            let ready = try wire.lastResult(by: deadline, completed: &completed, failure: &failure)
            if let failure { throw DatabaseError(failure, isLost: !wire.isOpen) }
            guard let ready, ready.status == PGRES_COPY_IN else {
                throw DatabaseError(.usage, "not a COPY into a table")
            }
            try sendRows(rows)
            let stored = try wire.lastResult(by: deadline, completed: &completed, failure: &failure)
            if let failure { throw DatabaseError(failure, isLost: !wire.isOpen) }
            guard let stored else { throw DatabaseError(.unavailable, "the connection was lost") }
            return stored.affected
        } catch {
            throw error.at(CallSite(file, line), text)
        }
    }

    private mutating func sendRows(
        _ rows: (inout CopyWriter) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        var writer = CopyWriter()
        do throws(DatabaseError) {
            var isMore = true
            while isMore {
                isMore = try rows(&writer)
                if writer.isFull || !isMore { try wire.put(writer.take(), by: deadline) }
            }
        } catch {
            // What was sent is undone by the server, and its complaint about that is not the error that matters.
            try? wire.endCopy("the rows could not be made", by: deadline)
            var completed = 0
            var failure: ServerMessage?
            _ = try? wire.lastResult(by: deadline, completed: &completed, failure: &failure)
            throw error
        }
        try wire.endCopy(nil, by: deadline)
    }
}

extension Wire {
    /// Sends data of a COPY; waits while libpq's buffer is full.
    fileprivate mutating func put(_ data: [UInt8], by deadline: Deadline) throws(DatabaseError) {
        guard !data.isEmpty else { return }
        while true {
            let sent = data.withUnsafeBytes { bytes in
                PQputCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            if sent < 0 { throw refusal() }
            // Sent on before more is made, so that libpq's buffer stays small.
            guard try flush(by: deadline) else { throw refusal() }
            if sent == 1 { return }
        }
    }

    /// - Parameter reason: `nil` to store the rows, else why none of them may be.
    fileprivate mutating func endCopy(_ reason: String?, by deadline: Deadline) throws(DatabaseError) {
        while true {
            let sent = PQputCopyEnd(connection, reason)
            if sent == 1 { return }
            guard sent == 0, try flush(by: deadline) else { throw refusal() }
        }
    }
}

internal import CPostgres

extension Connection {
    /// Runs `body` in a transaction (inside another one: a savepoint), and commits. If it throws, all of it is rolled back.
    ///
    /// A statement that failed has spoilt the transaction, also if `body` caught the error: committing is then an error of
    /// kind `other` (SQLSTATE 25P02). What may fail and be caught goes into a `transaction` of its own.
    public mutating func transaction<T>(
        _ body: (inout Connection) throws(DatabaseError) -> T, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> T {
        let site = CallSite(file, line)
        try begin(at: site)
        do {
            let value = try body(&self)
            try commit(at: site)
            return value
        } catch {
            rollBack(at: site)
            throw error
        }
    }

    /// Runs `body` in a transaction that is always rolled back, whatever it does: the way of the tests.
    public mutating func rollingBack<T>(
        _ body: (inout Connection) throws -> T, file: StaticString = #fileID, line: UInt = #line
    ) throws -> T {
        let site = CallSite(file, line)
        try begin(at: site)
        do {
            let value = try body(&self)
            rollBack(at: site)
            return value
        } catch {
            rollBack(at: site)
            throw error
        }
    }

    private mutating func begin(at site: CallSite) throws(DatabaseError) {
        // One name serves every depth: the server takes the innermost savepoint of that name.
        // Said each time, because behind a pooler it cannot be set for the session.
        _ = try execute(depth == 0 ? "BEGIN ISOLATION LEVEL READ COMMITTED" : "SAVEPOINT nexus", at: site)
        depth += 1
    }

    private mutating func commit(at site: CallSite) throws(DatabaseError) {
        guard wire.transactionStatus != PQTRANS_INERROR else {
            let message = "a statement failed before, so the transaction cannot be committed"
            throw DatabaseError(.other, message, sqlState: "25P02").at(site)
        }
        if depth > 1 {
            _ = try execute("RELEASE SAVEPOINT nexus", at: site)
        } else {
            let tag = try execute("COMMIT", at: site).tag
            guard tag == "COMMIT" else {
                throw DatabaseError(.other, "the server answered COMMIT with \(tag)").at(site)
            }
        }
        depth -= 1
        if depth == 0 { sessionLabel.wasSentInTransaction = false }
    }

    /// Never throws: what matters is the error that led here. If it fails, the connection is closed, and the server rolls back.
    private mutating func rollBack(at site: CallSite) {
        depth = max(depth - 1, 0)
        // Afterwards, because the label may travel with the ROLLBACK itself.
        defer { if sessionLabel.wasSentInTransaction { sessionLabel.resend() } }
        guard wire.isOpen, wire.transactionStatus != PQTRANS_IDLE else { return }
        do {
            if depth == 0 {
                _ = try execute("ROLLBACK", at: site)
            } else {
                _ = try execute("ROLLBACK TO SAVEPOINT nexus", at: site)
                _ = try execute("RELEASE SAVEPOINT nexus", at: site)
            }
        } catch {
            wire.close()
        }
    }
}

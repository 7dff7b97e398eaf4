internal import CPostgres

extension Connection {
    /// Replaces the wire by a new one, with nothing prepared. Errors: kind `unavailable`; the connection stays closed then.
    mutating func open() throws(DatabaseError) {
        wire.close()
        statements = StatementCache()
        sessionLabel.resend()
        depth = 0
        let deadline = Deadline(in: settings.connectTimeout)
        wire = try Wire(to: settings.parameters, deadline: deadline)
        // Behind PgBouncer the session is somebody else's the next moment.
        if settings.isPooled { return }
        do {
            try simple(sessionSettings, deadline: deadline)
        } catch {
            // Without its limits it would be taken for a good one.
            wire.close()
            throw error.asUnavailable
        }
    }

    private var sessionSettings: String {
        func milliseconds(_ duration: Duration?) -> Int64 {
            // 0 means no limit to the server, so a limit below one millisecond is one millisecond.
            duration.map { max($0.milliseconds, 1) } ?? 0
        }
        return """
            SET timezone = 'UTC'; SET standard_conforming_strings = on; \
            SET statement_timeout = \(milliseconds(settings.statementTimeout)); \
            SET lock_timeout = \(milliseconds(settings.lockTimeout)); \
            SET idle_in_transaction_session_timeout = \(milliseconds(settings.idleInTransactionTimeout))
            """
    }

    /// Runs a text of statements as they are, in the server's simple protocol.
    mutating func simple(_ text: String, deadline: Deadline) throws(DatabaseError) {
        guard !text.utf8.contains(0) else { throw DatabaseError(.usage, "a NUL character in the text") }
        guard PQsendQuery(wire.connection, text) == 1 else { throw wire.refusal() }
        var completed = 0
        var failure: ServerMessage?
        let result = try wire.lastResult(by: deadline, completed: &completed, failure: &failure)
        if let result, result.status == PGRES_COPY_IN {
            wire.close()
            throw DatabaseError(.usage, "COPY FROM STDIN has no data in a script")
        }
        if let failure {
            throw DatabaseError(failure, isLost: !wire.isOpen, quotes: true).after(completed)
        }
    }

    /// Runs several statements at once, as one implicit transaction unless they say otherwise; for migrations.
    /// An error's message is the server's own: what it quotes stands in the script.
    public mutating func script(
        _ text: String, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) {
        do {
            try simple(text, deadline: deadline)
        } catch {
            throw error.at(CallSite(file, line))
        }
    }
}

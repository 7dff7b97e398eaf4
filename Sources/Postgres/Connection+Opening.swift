internal import CPostgres

extension Connection {
    /// Replaces the wire by a new one, with nothing prepared. Several hosts are tried in turn, each with its share of the
    /// time, so that one that is silent does not keep us from the next.
    /// Errors: kind `unavailable`, that of the last host; the connection stays closed then.
    mutating func open() throws(DatabaseError) {
        wire.close()
        statements = StatementCache()
        sessionLabel.resend()
        depth = 0
        let servers = settings.servers
        let whole = Deadline(in: settings.connectTimeout)
        for (index, server) in servers.enumerated() {
            let share = settings.hostTimeout ?? whole.left(for: servers.count - index)
            do {
                return try open(server, by: Deadline(in: share))
            } catch {
                wire.close()
                if index == servers.count - 1 { throw error }
            }
        }
    }

    private mutating func open(
        _ server: ConnectionSettings.Parameters, by deadline: Deadline
    ) throws(DatabaseError) {
        wire = try Wire(to: server, deadline: deadline)
        // Behind PgBouncer the session is somebody else's the next moment.
        if settings.isPooled { return }
        do {
            try simple(SessionSettings.script(settings), deadline: deadline)
        } catch {
            // Without its settings it would be taken for a good one.
            throw error.asUnavailable
        }
    }

    /// Whether a pooler such as PgBouncer is between: the number of the process that answered the connection is then not
    /// that of the one which answers statements.
    public mutating func isBehindPooler() throws(DatabaseError) -> Bool {
        try one("SELECT pg_backend_pid()", as: Int32.self) != PQbackendPID(wire.connection)
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

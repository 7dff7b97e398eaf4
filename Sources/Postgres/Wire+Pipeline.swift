internal import CPostgres

extension Wire {
    /// Hands statements, and what goes before them, to libpq in one go. False if libpq refuses: the connection is lost.
    /// The prelude is a transaction of its own: if a statement fails, the prelude still stands.
    mutating func send(prelude: [String], _ statements: [PreparedSQL]) -> Bool {
        var isSent = PQenterPipelineMode(connection) == 1
        for text in prelude {
            isSent = isSent && PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1) == 1
        }
        if !prelude.isEmpty { isSent = isSent && PQpipelineSync(connection) == 1 }
        for statement in statements { isSent = isSent && send(statement) }
        isSent = isSent && PQpipelineSync(connection) == 1
        return isSent
    }

    private mutating func send(_ statement: PreparedSQL) -> Bool {
        let (sql, name) = (statement.sql, statement.name)
        let parameters = sql.parameters
        let count = Int32(clamping: parameters.count)
        if statement.isNew, PQsendPrepare(connection, name, sql.text, count, parameters.types) != 1 { return false }
        return parameters.withPointers { values, lengths, formats in
            name.isEmpty
                ? PQsendQueryParams(connection, sql.text, count, parameters.types, values, lengths, formats, 1) == 1
                : PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
        }
    }

    /// Reads everything that `send` has asked for.
    /// Errors: kind `unavailable` when the deadline has passed or the pipeline is out of step; the connection is closed then.
    mutating func reply(
        hasPrelude: Bool, to statements: [PreparedSQL], by deadline: Deadline
    ) throws(DatabaseError) -> Reply {
        var reply = Reply()
        var isPrelude = hasPrelude
        var isBetween = false
        while true {
            guard let result = try nextResult(by: deadline) else {
                // Between two commands there is one nil; after the loss of the connection there is nothing else.
                guard isOpen, !isBetween else { break }
                isBetween = true
                continue
            }
            isBetween = false
            switch result.status {
            case PGRES_PIPELINE_SYNC where isPrelude: isPrelude = false
            case PGRES_PIPELINE_SYNC:
                PQexitPipelineMode(connection)
                return reply
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                if isPrelude { continue }
                let index = reply.results.count
                if !reply.isNextParsed, index < statements.count, statements[index].isNew {
                    reply.isNextParsed = true
                } else {
                    reply.results.append(consume result)
                    reply.isNextParsed = false
                }
            case PGRES_FATAL_ERROR where isPrelude && isOpen: reply.isPreludeDone = false
            case PGRES_FATAL_ERROR:
                if reply.failure == nil { reply.failure = result.failure }
            case PGRES_PIPELINE_ABORTED: continue
            default:
                close()
                throw DatabaseError(.usage, "the statement cannot be run this way (COPY?)")
            }
        }
        // Lost, or out of step with the server, which comes to the same.
        if reply.failure == nil { reply.failure = ServerMessage(connection: connection) }
        close()
        return reply
    }
}

internal import CPostgres

extension Connection {
    /// Sends one statement, prepared if it may be, and waits for its result.
    mutating func execute(_ sql: SQL, at site: CallSite) throws(DatabaseError) -> QueryResult {
        if let problem = sql.parameters.problem { throw DatabaseError(.usage, problem).at(site, sql.text) }
        let key = StatementCache.Key(text: sql.text, types: sql.parameters.types)
        let mayRepeat = isIdle && statements.name(of: key) != nil
        do {
            return try attempt(sql, key)
        } catch {
            // The server dropped the statement, or a table changed under it. Outside a transaction nothing has happened.
            let isStale = error.sqlState == "26000" || error.sqlState == "0A000"
            if isStale { statements.forget(key) }
            guard isStale, mayRepeat, isIdle else { throw error.at(site, sql.text) }
        }
        do {
            return try attempt(sql, key)
        } catch {
            throw error.at(site, sql.text)
        }
    }

    /// One round trip: label and tidying if they are due, parse if the statement is new, execute.
    private mutating func attempt(_ sql: SQL, _ key: StatementCache.Key) throws(DatabaseError) -> QueryResult {
        guard wire.isOpen else { throw DatabaseError(.unavailable, "the connection is closed") }
        let prelude = prelude()
        let isNew = !settings.isPooled && statements.name(of: key) == nil
        let name = settings.isPooled ? "" : statements.name(of: key) ?? statements.newName()
        let isInTransaction = wire.transactionStatus != PQTRANS_IDLE

        guard wire.send(prelude: prelude, sql, name: name, preparing: isNew) else {
            // Half a pipeline is of no use to anyone.
            defer { wire.close() }
            throw wire.refusal()
        }
        var reply = try wire.reply(hasPrelude: !prelude.isEmpty, by: deadline)

        if !prelude.isEmpty, reply.isPreludeDone {
            sessionLabel.isPending = false
            sessionLabel.wasSentInTransaction = isInTransaction
        }
        if isNew, reply.completed > 0 { statements.remember(key, as: name) }
        if let failure = reply.failure { throw DatabaseError(failure, isLost: !wire.isOpen) }
        guard let result = reply.result.take() else {
            wire.close()
            throw DatabaseError(.unavailable, "the connection was lost")
        }
        return result
    }

    private mutating func prelude() -> [String] {
        var texts: [String] = []
        if statements.isFull {
            statements.forgetAll()
            texts.append("DEALLOCATE ALL")
        }
        if let statement = sessionLabel.statement { texts.append(statement) }
        return texts
    }
}

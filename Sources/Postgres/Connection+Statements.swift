internal import CPostgres

extension Connection {
    /// Sends one statement, prepared if it may be, and waits for its result.
    mutating func execute(_ sql: SQL, at site: CallSite) throws(DatabaseError) -> QueryResult {
        var results = try execute([sql], at: site)
        return try results.next()
    }

    /// Sends the statements together, prepared if they may be, and waits for their results: as many as statements.
    /// Errors: that of the first that failed, with its text; outside a transaction nothing of any stands then.
    mutating func execute(_ statements: [SQL], at site: CallSite) throws(DatabaseError) -> QueryResults {
        for sql in statements {
            if let problem = sql.parameters.problem { throw DatabaseError(.usage, problem).at(site, sql.text) }
        }
        let keys = statements.map { StatementCache.Key(text: $0.text, types: $0.parameters.types) }
        do {
            return try attempt(statements, keys)
        } catch {
            // The server dropped a statement, or a table changed under it.
            let isStale = error.sqlState == "26000" || error.sqlState == "0A000"
            let wasKnown = isStale && keys.contains { self.statements.name(of: $0) != nil }
            // Whatever befell the one may have befallen all.
            if isStale { for key in keys { self.statements.forget(key) } }
            // Idle after a failure means that it was in no transaction, so nothing has happened.
            guard wasKnown, isIdle else { throw error.at(site) }
        }
        do {
            return try attempt(statements, keys)
        } catch {
            throw error.at(site)
        }
    }

    /// One round trip: label and tidying if they are due, parse what is new, execute.
    private mutating func attempt(
        _ statements: [SQL], _ keys: [StatementCache.Key]
    ) throws(DatabaseError) -> QueryResults {
        guard wire.isOpen else {
            throw DatabaseError(.unavailable, "the connection is closed").of(statements.first)
        }
        let prelude = prelude()
        let prepared = prepare(statements, keys)
        let isInTransaction = wire.transactionStatus != PQTRANS_IDLE

        guard wire.send(prelude: prelude, prepared) else {
            // Half a pipeline is of no use to anyone.
            defer { wire.close() }
            throw wire.refusal().of(statements.first)
        }
        var reply: Reply
        do throws(DatabaseError) {
            reply = try wire.reply(hasPrelude: !prelude.isEmpty, to: prepared, by: deadline)
        } catch {
            throw error.of(statements.first)
        }

        if !prelude.isEmpty, reply.isPreludeDone {
            sessionLabel.isPending = false
            sessionLabel.wasSentInTransaction = isInTransaction
        }
        let done = reply.results.count
        for statement in prepared.prefix(reply.isNextParsed ? done + 1 : done) where statement.isNew {
            self.statements.remember(statement.key, as: statement.name)
        }
        guard done == statements.count, reply.failure == nil else {
            let failed = done < statements.count ? statements[done] : statements.last
            guard let failure = reply.failure else {
                wire.close()
                throw DatabaseError(.unavailable, "the connection was lost").of(failed)
            }
            throw DatabaseError(failure, isLost: !wire.isOpen).of(failed)
        }
        return reply.results
    }

    /// Finds the statements' names, and gives new ones to those that have none yet; a text that stands twice has one.
    private mutating func prepare(_ statements: [SQL], _ keys: [StatementCache.Key]) -> [PreparedSQL] {
        var prepared: [PreparedSQL] = []
        prepared.reserveCapacity(statements.count)
        for (sql, key) in zip(statements, keys) {
            let known =
                settings.isPooled
                ? "" : self.statements.name(of: key) ?? prepared.first { $0.isNew && $0.key == key }?.name
            let name = known ?? self.statements.newName()
            prepared.append(PreparedSQL(sql: sql, key: key, name: name, isNew: known == nil))
        }
        return prepared
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

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
        let keys = statements.map { StatementCache.Key($0) }
        // Each try learns of one statement at least what the server has under its name.
        var tries = 2 * statements.count + 1
        while true {
            do {
                return try attempt(statements, keys)
            } catch {
                tries -= 1
                let mayTryAgain = tries > 0 && learn(from: error, about: keys)
                // Idle after a failure means that it was in no transaction, so nothing has happened.
                guard mayTryAgain, isIdle else { throw error.at(site) }
            }
        }
    }

    /// Whether the failure was one of a prepared statement's name, and has been taken into account.
    private mutating func learn(from error: DatabaseError, about keys: [StatementCache.Key]) -> Bool {
        switch error.sqlState {
        case "26000", "0A000":
            // The server dropped a statement, or a table changed under it. Whatever befell the one may have befallen all.
            let wasKnown = keys.contains { statements.name(of: $0) != nil }
            for key in keys { statements.forget(key, isStale: error.sqlState == "0A000") }
            return wasKnown
        case "42P05":
            // The name is there, and so the statement: a pooler has given us a session that another of ours used.
            // `attempt` has taken note.
            return true
        default: return false
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
            if failure.sqlState == "42P05", done < prepared.count {
                self.statements.remember(prepared[done].key, as: prepared[done].name)
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
            let name = known ?? self.statements.newName(for: key)
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

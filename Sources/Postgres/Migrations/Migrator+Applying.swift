internal import CPostgres
internal import Glibc

extension Migrator {
    /// Names the lock in this database; the letters are "nexus mi".
    static let lock: Int64 = 0x6e65_7875_7320_6d69

    /// Runs `body` while nobody else migrates this database.
    func alone<T>(
        _ db: inout Connection, report: (String) -> Void,
        _ body: (inout Connection) throws(MigrationError) -> T
    ) throws(MigrationError) -> T {
        try takeLock(&db, report: report)
        // If the connection is lost, so is the lock.
        defer { _ = try? db.run("SELECT pg_advisory_unlock(\(Migrator.lock))") }
        return try body(&db)
    }

    /// Applies those of the migrations that are pending. To be called in `alone`.
    @discardableResult
    func apply(
        _ migrations: [Migration], _ db: inout Connection, report: (String) -> Void
    ) throws(MigrationError) -> Int {
        do throws(DatabaseError) {
            if let problem = try DatabaseMaking(&db).problem { throw DatabaseError(.usage, problem) }
            try db.script(AppliedMigration.table)
            // Of the database itself, which no dump carries and no template passes on.
            try db.closeToOthers()
        } catch {
            throw MigrationError(error)
        }
        let states = try states(of: migrations, &db)
        let problems = states.compactMap(\.problem) + Migrator.disorder(in: states)
        guard problems.isEmpty else { throw MigrationError(problems.joined(separator: "\n")) }
        var count = 0
        for (migration, state) in zip(migrations, states) where state.state == .pending {
            let milliseconds = try apply(migration, &db)
            report("applied \(migration.file) in \(milliseconds) ms")
            count += 1
        }
        return count
    }

    /// Pending migrations before one that is applied.
    static func disorder(in states: [MigrationState]) -> [String] {
        let last = states.last { $0.state != .pending }?.version ?? 0
        return states.filter { $0.state == .pending && $0.version < last }.map {
            "\(Migration.padded($0.version))_\($0.name) is not applied, but \(Migration.padded(last)) after it is"
        }
    }

    /// Asks again and again rather than waiting in the server, where a limit on the statement or on locks would end it.
    private func takeLock(_ db: inout Connection, report: (String) -> Void) throws(MigrationError) {
        var isTold = false
        do throws(DatabaseError) {
            while try db.first("SELECT pg_try_advisory_lock(\(Migrator.lock))", as: Bool.self) != true {
                if !isTold { report("waiting for another migration to end") }
                isTold = true
                usleep(50_000)
            }
        } catch {
            throw MigrationError(error)
        }
    }

    /// Gives how many milliseconds it took.
    private func apply(_ migration: Migration, _ db: inout Connection) throws(MigrationError) -> Int {
        let start = ContinuousClock.now
        do throws(DatabaseError) {
            return try db.transaction { db throws(DatabaseError) in
                try db.script(migration.text)
                guard db.wire.transactionStatus == PQTRANS_INTRANS else {
                    throw DatabaseError(.usage, "a migration must not end the transaction that it runs in")
                }
                let milliseconds = Int((ContinuousClock.now - start).milliseconds)
                try db.run(
                    """
                    INSERT INTO public.schema_migrations (version, name, checksum, milliseconds)
                    VALUES (\(migration.version), \(migration.name), sha256(\(Array(migration.text.utf8))), \(milliseconds))
                    """)
                return milliseconds
            }
        } catch {
            var line = error.position.map { ScriptLines.line(ofCharacter: $0, in: migration.text) }
            if line == nil, let completed = error.completed {
                line = ScriptLines.line(ofStatement: completed, in: migration.text)
            }
            throw MigrationError(MigrationError(error).message, file: migration.file, line: line)
        }
    }
}

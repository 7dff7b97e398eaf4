extension Migrator {
    /// Everything that is not as the files say: files changed, missing, out of order or not applied, and drift: what
    /// differs between the live schema and an empty database that is migrated for the comparison and dropped again.
    /// - Parameter report: gets a line about what is being done.
    /// - Returns: a line for each difference; none if all is well.
    /// - Throws: the files cannot be read, or no database can be made (the role needs CREATEDB).
    public func verify(
        _ db: inout Connection, report: (String) -> Void = { _ in }
    ) throws(MigrationError) -> [String] {
        let migrations = try folder.migrations()
        let states = try states(of: migrations, &db)
        var lines = states.compactMap(\.problem) + Migrator.disorder(in: states)
        for state in states where state.state == .pending {
            lines.append("\(Migration.padded(state.version))_\(state.name) is not applied")
        }
        // A pending file is no drift, so the comparison is with what those up to the last applied one make.
        let last = states.last { $0.state != .pending }?.version ?? 0
        let applied = migrations.filter { $0.version <= last }
        let expected = try scratchSnapshot(of: applied, &db, report: report)
        return lines + SchemaSnapshot.differences(live: try Migrator.snapshot(&db), expected: expected)
    }

    private func scratchSnapshot(
        of migrations: [Migration], _ db: inout Connection, report: (String) -> Void
    ) throws(MigrationError) -> SchemaSnapshot {
        // Only hexadecimal digits, so the name needs no quoting.
        let name = "nexus_verify_\(String(UInt64.random(in: .min ... .max), radix: 16))"
        report("migrating an empty database, \(name)")
        do throws(DatabaseError) {
            try db.script("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8'")
        } catch {
            throw MigrationError(error)
        }
        defer { try? db.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
        var scratch = try Migrator.connect(to: db.settings.patient.database(name))
        // The scratch database is known to nobody else, so there is nobody to lock out.
        try apply(migrations, &scratch, report: { _ in })
        return try Migrator.snapshot(&scratch)
    }

    private static func connect(to settings: ConnectionSettings) throws(MigrationError) -> Connection {
        do throws(DatabaseError) {
            return try Connection(settings)
        } catch {
            throw MigrationError(error)
        }
    }

    private static func snapshot(_ db: inout Connection) throws(MigrationError) -> SchemaSnapshot {
        do throws(DatabaseError) {
            return try SchemaSnapshot(&db)
        } catch {
            throw MigrationError(error)
        }
    }
}

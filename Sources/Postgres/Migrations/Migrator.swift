internal import CPostgres
internal import Glibc

/// Brings a database's schema to where the numbered files of a folder say, and checks that it is there.
///
/// The connection is the owner's, with `ConnectionSettings.patient`: a migration may take longer than a page may.
public struct Migrator: Sendable {
    let folder: MigrationFolder

    /// - Parameter directory: the folder with `0001_….sql` and so on.
    public init(directory: String) {
        folder = MigrationFolder(path: directory)
    }

    /// Every migration that is a file, or was applied, or both; in order.
    public func status(_ db: inout Connection) throws(MigrationError) -> [MigrationState] {
        try states(of: try folder.migrations(), &db)
    }

    /// Applies what is pending, each file in a transaction of its own. Many may do so at once: one works, the others wait.
    /// - Parameter report: gets a line for each file that was applied.
    /// - Returns: how many were applied here.
    /// - Throws: what is wrong with the files or the record, or the file and line that failed; what came before it stands.
    @discardableResult
    public func up(_ db: inout Connection, report: (String) -> Void = { _ in }) throws(MigrationError) -> Int {
        let migrations = try folder.migrations()
        return try alone(&db, report: report) { db throws(MigrationError) in
            try apply(migrations, &db, report: report)
        }
    }

    /// Drops everything in the schema `public`, and applies every migration. All data is lost. It asks nothing: whether
    /// this is a database that may be lost is for the caller to know.
    public func reset(_ db: inout Connection, report: (String) -> Void = { _ in }) throws(MigrationError) {
        let migrations = try folder.migrations()
        try alone(&db, report: report) { db throws(MigrationError) in
            do throws(DatabaseError) {
                // As PostgreSQL itself sets the schema up in a new database.
                try db.transaction { db throws(DatabaseError) in
                    try db.script(
                        """
                        DROP SCHEMA public CASCADE; CREATE SCHEMA public;
                        ALTER SCHEMA public OWNER TO pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC
                        """)
                }
            } catch {
                throw MigrationError(error)
            }
            report("dropped everything")
            try apply(migrations, &db, report: report)
        }
    }

    /// Makes the next file, empty but for a comment.
    /// - Parameter name: what it does; blanks and hyphens become `_`.
    /// - Returns: the path of the file.
    public static func create(name: String, in directory: String) throws(MigrationError) -> String {
        let folder = MigrationFolder(path: directory)
        let name = String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        guard Migration.isName(name) else { throw MigrationError("a migration's name is made of a-z, 0-9 and _") }
        let version = (try folder.migrations().last?.version ?? 0) + 1
        let migration = Migration(version: version, name: name, text: "")
        let comment = "-- \(migration.file): say here what this is for. It runs in one transaction, as the owner.\n"
        try folder.write(comment, to: migration.file)
        return "\(directory)/\(migration.file)"
    }

    func states(
        of migrations: [Migration], _ db: inout Connection
    ) throws(MigrationError) -> [MigrationState] {
        do throws(DatabaseError) {
            let applied = try AppliedMigration.all(&db)
            var states: [MigrationState] = []
            for migration in migrations {
                var state = MigrationState.State.pending
                if let row = applied.first(where: { $0.version == migration.version }) {
                    let checksum = try AppliedMigration.checksum(of: migration.text, &db)
                    let isSame = checksum == row.checksum && migration.name == row.name
                    state = isSame ? .applied(at: row.appliedAt, milliseconds: row.milliseconds) : .changed
                }
                states.append(MigrationState(version: migration.version, name: migration.name, state: state))
            }
            for row in applied where !migrations.contains(where: { $0.version == row.version }) {
                states.append(MigrationState(version: row.version, name: row.name, state: .missing))
            }
            return states.sorted { $0.version < $1.version }
        } catch {
            throw MigrationError(error)
        }
    }
}

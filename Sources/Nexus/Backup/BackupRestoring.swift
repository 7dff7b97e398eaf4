import Glibc
import Postgres
import Processes

/// Puts a backup into the store's database: into an empty one, or in place of what is there.
struct BackupRestoring {
    private let settings: ConnectionSettings
    private let backup: BackupFile

    /// - Parameter settings: the owner's.
    init(_ settings: ConnectionSettings, _ backup: BackupFile) {
        self.settings = settings
        self.backup = backup
    }

    /// Whether there is something to replace.
    ///
    /// - Throws: `CommandFailure` when there is and it may not or cannot be replaced. Nothing was changed.
    func check(mayReplace: Bool, _ db: inout Connection) throws -> Bool {
        let schemas = try DatabaseContents.otherSchemas(&db)
        guard !schemas.contains(DatabaseContents.aside) else { throw Self.cutShort }
        let names = try DatabaseContents.names(&db)
        guard !names.isEmpty else { return false }
        guard mayReplace else {
            let some = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
            throw CommandFailure(
                "the database is not empty (\(some)), so nothing was changed; --replace deletes what is there")
        }
        guard schemas.isEmpty else {
            throw CommandFailure(
                """
                the database has schemas beside public (\(schemas.joined(separator: ", "))), which are not replaced; \
                nothing was changed
                """)
        }
        try refuseVisitors(&db)
        return true
    }

    /// The old data keep another name until the new ones are in, so that whatever goes wrong they are there.
    func run(replacing: Bool, _ db: inout Connection) throws {
        let version = Int(try db.one("SELECT current_setting('server_version_num')::int", as: Int32.self))
        let programs = try BackupPrograms(settings, version: version)
        if replacing {
            try refuseVisitors(&db)
            try DatabaseContents.setAside(&db)
        }
        do {
            var progress = DataProgress(backup.manifest, "restoring")
            defer { progress.finish() }
            try programs.restore(from: backup.path, withRights: true).succeed("nothing was restored") {
                progress.read($0)
            }
        } catch {
            if replacing { try DatabaseContents.putBack(&db) }
            throw error
        }
        if replacing { try DatabaseContents.dropAside(&db) }
        try db.closeToOthers()
        try DatabaseContents.analyze(&db)
    }

    /// What somebody writes meanwhile would be lost, though it had been acknowledged.
    private func refuseVisitors(_ db: inout Connection) throws {
        var count = try DatabaseContents.visitors(&db)
        // Who has just hung up is counted for a moment more.
        for _ in 0..<20 where count > 0 {
            usleep(100_000)
            count = try DatabaseContents.visitors(&db)
        }
        guard count == 0 else {
            throw CommandFailure(
                "others are connected to the database (\(count)), so nothing was changed; stop the workers first",
                status: CommandFailure.tryLater)
        }
    }

    private static let cutShort = CommandFailure(
        """
        an earlier `nexus restore --replace` was killed. The data it was to replace are in the schema \
        \(DatabaseContents.aside). As the owner, either put them back:
          DROP SCHEMA public CASCADE; ALTER SCHEMA \(DatabaseContents.aside) RENAME TO public;
        or, if the backup is in public and whole, drop them:
          DROP SCHEMA \(DatabaseContents.aside) CASCADE;
        """)
}

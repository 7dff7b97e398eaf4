import Postgres

/// Restores a backup into a database that is made for it and dropped again, and looks at what came out.
struct BackupTrial {
    private let settings: ConnectionSettings

    /// - Parameter settings: the owner's.
    init(_ settings: ConnectionSettings) {
        self.settings = settings
    }

    /// - Parameter db: any database of the server where the copy shall be made.
    func compare(_ backup: BackupFile, _ db: inout Connection) throws -> BackupComparison {
        // Only hexadecimal digits, so the name needs no quoting.
        let name = "nexus_trial_\(String(UInt64.random(in: .min ... .max), radix: 16))"
        let version = Int(try db.one("SELECT current_setting('server_version_num')::int", as: Int32.self))
        let programs = try BackupPrograms(settings.database(name), version: version)
        try db.script("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8'")
        defer { try? db.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }

        var progress = DataProgress(backup.manifest, "restoring")
        defer { progress.finish() }
        try programs.restore(from: backup.path).succeed("the backup cannot be restored") { progress.read($0) }
        progress.finish()

        var copy = try Connection(settings.database(name))
        let (tables, sequences) = try copy.rollingBack { try BackupWriting.digests(&$0) }
        return BackupComparison(backup.manifest, tables: tables, sequences: sequences)
    }
}

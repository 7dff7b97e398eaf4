import Postgres

/// Restores a backup into a PostgreSQL that is made for it and thrown away, and looks at what came out. The file's statements
/// run there, as a role without rights: whoever wrote the file changes nothing of the store.
enum BackupTrial {
    static func compare(_ backup: BackupFile) throws -> BackupComparison {
        let version = backup.manifest.server
        return try TrialCluster.with(version: "\(version / 10_000)") { settings in
            let programs = try BackupPrograms(settings, version: version)
            var progress = DataProgress(backup.manifest, "restoring")
            defer { progress.finish() }
            try programs.restore(from: backup.path, withRights: false)
                .succeed("the backup cannot be restored") { progress.read($0) }
            progress.finish()

            var copy = try Connection(settings)
            let (tables, sequences) = try copy.rollingBack { try BackupWriting.digests(&$0) }
            return BackupComparison(backup.manifest, tables: tables, sequences: sequences)
        }
    }
}

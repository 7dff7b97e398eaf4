import Glibc
import Postgres
import Processes

/// Makes a backup: one snapshot for the manifest and for pg_dump, so that the two speak of the same moment however
/// busy the store is meanwhile.
struct BackupWriting {
    private let settings: ConnectionSettings
    private let file: String
    private let key: BackupKey?

    /// - Parameters:
    ///   - settings: the owner's.
    ///   - file: what to write, a whole path.
    ///   - key: what to sign it with.
    init(_ settings: ConnectionSettings, file: String, key: BackupKey?) {
        self.settings = settings
        self.file = file
        self.key = key
    }

    /// - Throws: `CommandFailure` or `DatabaseError`; there is no new file then, and an old one is as it was.
    func run(_ db: inout Connection) throws -> BackupManifest {
        let file = try Self.place(self.file)
        let draft = try Self.place("\(file).tmp")
        // The lock is on the draft itself, which one that was killed may have left.
        guard let lock = try FileLock(draft) else {
            throw CommandFailure("another `nexus backup` is writing \(draft)", status: CommandFailure.tryLater)
        }
        defer { withExtendedLifetime(lock) {} }
        do {
            guard chmod(draft, 0o600) == 0 else { throw CommandFailure.system(draft, errno) }
            let manifest = try write(to: draft, &db)
            try BackupFile.seal(draft, manifest, key: key)
            guard rename(draft, file) == 0 else { throw CommandFailure.system(file, errno) }
            try Self.keepName(of: file)
            return manifest
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// The path itself, or where a symbolic link leads. Nothing is there, or a file: a device, a pipe or a socket would be
    /// replaced by a file of its name, and a backup that somebody waits for at its other end is none.
    private static func place(_ path: String) throws(CommandFailure) -> String {
        guard let status = Files.status(path) else { return path }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return path
        case S_IFLNK:
            guard let real = realpath(path, nil) else {
                throw CommandFailure("\(path) is a link that leads to no file")
            }
            defer { free(real) }
            return try place(String(cString: real))
        case S_IFDIR: throw CommandFailure("\(path) is a directory")
        default: throw CommandFailure("\(path) is no plain file, so no backup was written there")
        }
    }

    private func write(to draft: String, _ db: inout Connection) throws -> BackupManifest {
        let version = Int(try db.one("SELECT current_setting('server_version_num')::int", as: Int32.self))
        let programs = try BackupPrograms(settings, version: version)
        return try db.rollingBack { db in
            try db.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            let snapshot = try db.one("SELECT pg_export_snapshot()", as: String.self)
            let made = LogTime.text(try db.one("SELECT now()", as: SQLTimestamp.self))
            let (tables, sequences) = try Self.digests(&db)
            let manifest = BackupManifest(made: made, server: version, tables: tables, sequences: sequences)
            var progress = DataProgress(manifest, "writing")
            defer { progress.finish() }
            try programs.dump(to: draft, snapshot: snapshot).succeed("no backup was made") { progress.read($0) }
            return manifest
        }
    }

    /// Of what the connection's transaction sees.
    ///
    /// - Throws: also when one of `Signals.stopping` came; looked for between two tables.
    static func digests(_ db: inout Connection) throws -> ([TableDigest], [SequenceValue]) {
        var meter = ProgressMeter()
        defer { meter.finish() }
        let tables = try TableDigest.all(&db) { done, total, name in
            if Signals.wait(Signals.stopping, for: .zero) != nil { throw CommandFailure.stopped }
            meter.show(done, of: total, "counting \(name)")
        }
        return (tables, try SequenceValue.all(&db))
    }

    /// The name of a file is on the disk only when its directory is.
    private static func keepName(of file: String) throws(CommandFailure) {
        let directory = try OpenFile(Paths.parent(of: file), O_RDONLY | O_DIRECTORY)
        guard fsync(directory.descriptor) == 0 else { throw .system(Paths.parent(of: file), errno) }
    }
}

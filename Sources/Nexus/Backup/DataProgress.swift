import Processes

/// How far pg_dump or pg_restore has come, read from what it says with `--verbose`: each table counts by its rows.
struct DataProgress {
    private let manifest: BackupManifest
    private let what: String
    private var meter = ProgressMeter()
    private var done: Int64 = 0
    private var current: Int64 = 0

    init(_ manifest: BackupManifest, _ what: String) {
        self.manifest = manifest
        self.what = what
    }

    /// - Parameter line: such as `pg_dump: dumping contents of table "public.orders"`, or pg_restore's
    ///   `pg_restore: processing data for table "public.orders"`; all others are passed over.
    mutating func read(_ line: Substring) {
        guard line.contains("dumping contents of table") || line.contains("processing data for table"),
            let name = line.split(separator: "\"").dropFirst().first
        else { return }
        done += current
        current = manifest.tables.first { $0.name == name }?.rows ?? 0
        meter.show(Int(done), of: Int(max(manifest.rows, 1)), "\(what) \(name)")
    }

    mutating func finish() { meter.finish() }
}

/// A row of `schema_migrations`.
struct AppliedMigration: RowDecodable {
    let version: Int
    let name: String
    let checksum: [UInt8]
    let appliedAt: SQLTimestamp
    let milliseconds: Int

    static let columns: SQL = "version, name, checksum, applied_at, milliseconds"

    init(row: inout Row) throws(DatabaseError) {
        version = try row.next()
        name = try row.next()
        checksum = try row.next()
        appliedAt = try row.next()
        milliseconds = try row.next()
    }

    /// The record of what has been applied; anyone may read it, so that the application can tell whether it fits.
    static let table = """
        CREATE TABLE IF NOT EXISTS public.schema_migrations (
            version int PRIMARY KEY,
            name text NOT NULL,
            checksum bytea NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            milliseconds int NOT NULL
        );
        GRANT SELECT ON public.schema_migrations TO PUBLIC
        """

    /// All of them, oldest first; none if nothing was ever applied.
    static func all(_ db: inout Connection) throws(DatabaseError) -> [AppliedMigration] {
        let isThere = try db.first("SELECT to_regclass('public.schema_migrations') IS NOT NULL", as: Bool.self)
        guard isThere == true else { return [] }
        return try db.all("SELECT \(columns) FROM public.schema_migrations ORDER BY version")
    }

    /// SHA-256, which the server works out.
    static func checksum(of text: String, _ db: inout Connection) throws(DatabaseError) -> [UInt8] {
        try db.first("SELECT sha256(\(Array(text.utf8)))") ?? []
    }
}

import Postgres

/// What a table holds, in a few bytes: how many rows, and a digest of them.
///
/// Each row's text is hashed with SHA-256, and the hashes are summed. So the order of the rows does not matter, nothing
/// has to be sorted or kept, and a table without a primary key can be digested too. It finds what is missing, doubled or
/// changed by accident; it is no seal against somebody who makes a backup of his own.
struct TableDigest: Equatable, RowDecodable {
    /// With its schema, quoted as SQL needs it.
    let name: String
    let rows: Int64
    /// 64 hexadecimal digits.
    let digest: String

    init(name: String, rows: Int64, digest: String) {
        self.name = name
        self.rows = rows
        self.digest = digest
    }

    init(row: inout Row) throws(DatabaseError) {
        name = try row.next()
        rows = try row.next()
        digest = try row.next()
    }

    /// Those of all tables, by name. The caller's transaction decides what is seen; the function that does it is gone
    /// with that transaction.
    ///
    /// - Parameter report: gets how many tables are done, of how many, and the next one's name.
    static func all(
        _ db: inout Connection, report: (Int, Int, String) throws -> Void
    ) throws -> [TableDigest] {
        try db.script(function)
        let names = try db.all(
            """
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND \(DatabaseContents.ours)
            ORDER BY 1
            """, as: String.self)
        var digests: [TableDigest] = []
        for name in names {
            try report(digests.count, names.count, name)
            digests.append(
                try db.one("SELECT \(name), rows, digest FROM pg_temp.nexus_digest(\(name)::regclass)"))
        }
        return digests
    }

    /// The text of a row depends on the session's settings, so these are nailed down. `OFFSET 0` keeps the planner from
    /// hashing each row twice. The sums are of 64 bits each, in `numeric`, which does not overflow.
    private static let function = """
        CREATE FUNCTION pg_temp.nexus_digest(relation regclass, OUT rows bigint, OUT digest text)
        LANGUAGE plpgsql
        SET search_path = pg_catalog SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres'
        SET bytea_output = 'hex' SET extra_float_digits = 1
        AS $$ BEGIN
            EXECUTE format($query$
                SELECT count(*), encode(sha256(convert_to(concat_ws(' ', count(*),
                    sum(('x' || substr(hash, 1, 16))::bit(64)::bigint),
                    sum(('x' || substr(hash, 17, 16))::bit(64)::bigint)), 'UTF8')), 'hex')
                FROM (SELECT encode(sha256(convert_to((nexus_row.*)::text, 'UTF8')), 'hex') AS hash
                      FROM ONLY %s AS nexus_row OFFSET 0) AS hashes
                $query$, relation) INTO rows, digest;
        END $$
        """
}

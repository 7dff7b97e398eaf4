/// What a schema consists of, a line for each thing, read from the catalogues.
struct SchemaSnapshot {
    private let lines: Set<String>

    init(_ db: inout Connection) throws(DatabaseError) {
        var lines: [String] = []
        for query in SchemaSnapshot.queries { lines += try db.all(query, as: String.self) }
        self.lines = Set(lines)
    }

    /// A line for each thing that only one of the two has; sorted, so that the two sides of a change stand together.
    static func differences(live: SchemaSnapshot, expected: SchemaSnapshot) -> [String] {
        let extra = live.lines.subtracting(expected.lines).map { ($0, "the database has, and the files do not: ") }
        let lacking = expected.lines.subtracting(live.lines).map { ($0, "the files have, and the database does not: ") }
        return (extra + lacking).sorted { $0 < $1 }.map { $0.1 + $0.0 }
    }

    private static let queries: [SQL] = [
        schemas, relations, columns, constraints, indexes, triggers, functions, types, policies, grants, defaultGrants,
        extensions,
    ]

    /// The schemas that are ours, not the server's own.
    static let ours: SQL = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

    private static let schemas: SQL = "SELECT 'schema ' || n.nspname FROM pg_namespace n WHERE \(ours)"

    private static let relations: SQL = """
        SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
               WHEN 'f' THEN 'foreign table' ELSE 'table' END || ' ' || n.nspname || '.' || c.relname
            || CASE WHEN c.relrowsecurity THEN ' with row security' ELSE '' END
            || CASE WHEN c.relforcerowsecurity THEN ' forced' ELSE '' END
            || CASE WHEN c.relpersistence = 'u' THEN ' unlogged' ELSE '' END
            || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
            || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), '')
            || coalesce(' with ' || array_to_string(c.reloptions, ', '), '')
            || CASE WHEN c.relkind IN ('v', 'm') THEN ' as ' || pg_get_viewdef(c.oid) ELSE '' END
            || coalesce((SELECT format(' as %s start %s by %s from %s to %s%s', format_type(s.seqtypid, NULL),
                    s.seqstart, s.seqincrement, s.seqmin, s.seqmax, CASE WHEN s.seqcycle THEN ' cycle' ELSE '' END)
                FROM pg_sequence s WHERE s.seqrelid = c.oid), '')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE \(ours) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        """

    private static let columns: SQL = """
        SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' '
            || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attcollation <> t.typcollation THEN
                (SELECT ' collate ' || l.collname FROM pg_collation l WHERE l.oid = a.attcollation) ELSE '' END
            || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
            || CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' ELSE '' END
            || coalesce(CASE WHEN a.attgenerated = '' THEN ' default ' ELSE ' generated ' END
                || pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE \(ours) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
        """

    private static let constraints: SQL = """
        SELECT 'constraint ' || k.conname || ' on ' || n.nspname || '.' || coalesce(c.relname, t.typname, '') || ' '
            || pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ' (not validated)' END
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
        LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
        WHERE \(ours)
        """

    private static let indexes: SQL = """
        SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE \(ours)
        """

    private static let triggers: SQL = """
        SELECT 'trigger ' || pg_get_triggerdef(g.oid)
            || CASE g.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)' ELSE ' (replica or always)' END
        FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE \(ours) AND NOT g.tgisinternal
        """
}

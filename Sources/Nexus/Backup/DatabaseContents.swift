import Postgres

/// What is in a database besides PostgreSQL's own, and how it makes room for something else.
enum DatabaseContents {
    /// What belongs neither to PostgreSQL nor to an extension, which a dump names by itself. `c` is pg_class.
    static let ours: SQL = """
        n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        """

    /// Where the old data wait while the new ones come.
    static let aside = "nexus_replaced"

    /// The names of everything a restore could collide with; schemas of its own count as well.
    static func names(_ db: inout Connection) throws(DatabaseError) -> [String] {
        try db.all(
            """
            SELECT format('%I.%I', n.nspname, c.relname) AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND \(ours)
            UNION ALL
            SELECT p.oid::regprocedure::text
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'public' AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            UNION ALL
            SELECT 'schema ' || s FROM unnest(\(try otherSchemas(&db))) AS s
            ORDER BY name
            """)
    }

    /// The schemas beside `public`.
    static func otherSchemas(_ db: inout Connection) throws(DatabaseError) -> [String] {
        try db.all(
            """
            SELECT nspname::text FROM pg_namespace n
            WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
            ORDER BY 1
            """)
    }

    /// How many others are connected to it: workers, a psql. PostgreSQL tells the owner no more of other roles' sessions
    /// than whose they are; its own processes, such as autovacuum's, are nobody's.
    static func visitors(_ db: inout Connection) throws(DatabaseError) -> Int64 {
        try db.one(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
            """)
    }

    /// Gives everything in `public` another name, and leaves it as it is in a new database.
    static func setAside(_ db: inout Connection) throws(DatabaseError) {
        try db.transaction { db throws(DatabaseError) in
            try db.script(
                """
                ALTER SCHEMA public RENAME TO \(aside); CREATE SCHEMA public;
                ALTER SCHEMA public OWNER TO pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC;
                COMMENT ON SCHEMA public IS 'standard public schema'
                """)
        }
    }

    static func putBack(_ db: inout Connection) throws(DatabaseError) {
        try db.transaction { db throws(DatabaseError) in
            try db.script("DROP SCHEMA public CASCADE; ALTER SCHEMA \(aside) RENAME TO public")
        }
    }

    static func dropAside(_ db: inout Connection) throws(DatabaseError) {
        try db.script("DROP SCHEMA \(aside) CASCADE")
    }

    /// Lets the planner know the tables, which it otherwise does only after autovacuum came by.
    static func analyze(_ db: inout Connection) throws(DatabaseError) {
        try db.script(
            """
            DO $$ DECLARE relation regclass; BEGIN
                FOR relation IN SELECT c.oid FROM pg_class c
                    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
                LOOP EXECUTE format('ANALYZE %s', relation); END LOOP;
            END $$
            """)
    }
}

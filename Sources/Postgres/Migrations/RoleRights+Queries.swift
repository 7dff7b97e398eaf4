extension RoleRights {
    /// Each gives an object and what `current_user` may do with it.
    static let queries = [database, schemas, relations, functions, types, others, role, grants]

    private static let ours: SQL = SchemaSnapshot.ours

    private static let database: SQL = """
        SELECT 'database', concat_ws('; ', 'CONNECT',
            CASE WHEN has_database_privilege(current_database(), 'CREATE') THEN 'CREATE' END,
            CASE WHEN has_database_privilege(current_database(), 'TEMPORARY') THEN 'TEMPORARY' END)
        """

    private static let schemas: SQL = """
        SELECT 'schema ' || n.nspname, coalesce(nullif(concat_ws('; ',
            CASE WHEN has_schema_privilege(n.oid, 'USAGE') THEN 'USAGE' END,
            CASE WHEN has_schema_privilege(n.oid, 'CREATE') THEN 'CREATE' END), ''), 'nothing')
        FROM pg_namespace n WHERE n.nspname !~ '^pg_(toast|temp)'
        """

    /// A right to the whole table stands alone; else the columns stand behind it.
    private static let relations: SQL = """
        SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' ELSE 'table ' END || c.oid::regclass,
            coalesce((
                SELECT string_agg(p.name || p.extent, '; ' ORDER BY p.place) FROM (
                    SELECT k.name, k.place, CASE
                        WHEN c.relkind = 'S' THEN
                            CASE WHEN has_sequence_privilege(c.oid, k.name) THEN '' END
                        WHEN has_table_privilege(c.oid, k.name) THEN ''
                        WHEN k.name IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') THEN (
                            SELECT ' (' || string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C") || ')'
                            FROM pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                AND has_column_privilege(c.oid, a.attnum, k.name))
                        END AS extent
                    FROM unnest(CASE c.relkind WHEN 'S' THEN ARRAY['USAGE', 'SELECT', 'UPDATE'] ELSE
                        ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] END)
                        WITH ORDINALITY AS k (name, place)
                ) p WHERE p.extent IS NOT NULL
            ), 'nothing')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE \(ours) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        """

    private static let functions: SQL = """
        SELECT 'function ' || p.oid::regprocedure, CASE WHEN has_function_privilege(p.oid, 'EXECUTE')
            THEN CASE WHEN p.prosecdef THEN 'EXECUTE, with its owner''s rights' ELSE 'EXECUTE' END ELSE 'nothing' END
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE \(ours)
        """

    /// Not those that tables bring along.
    private static let types: SQL = """
        SELECT 'type ' || t.oid::regtype, CASE WHEN has_type_privilege(t.oid, 'USAGE') THEN 'USAGE' ELSE 'nothing' END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE \(ours) AND t.typelem = 0 AND NOT EXISTS (
            SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
        """

    private static let others: SQL = """
        SELECT 'language ' || l.lanname,
            CASE WHEN has_language_privilege(l.oid, 'USAGE') THEN 'USAGE' ELSE 'nothing' END
        FROM pg_language l WHERE l.lanispl
        UNION ALL
        SELECT 'foreign data wrapper ' || w.fdwname,
            CASE WHEN has_foreign_data_wrapper_privilege(w.oid, 'USAGE') THEN 'USAGE' ELSE 'nothing' END
        FROM pg_foreign_data_wrapper w
        UNION ALL
        SELECT 'foreign server ' || s.srvname,
            CASE WHEN has_server_privilege(s.oid, 'USAGE') THEN 'USAGE' ELSE 'nothing' END
        FROM pg_foreign_server s
        UNION ALL
        SELECT 'tablespace ' || t.spcname, 'CREATE' FROM pg_tablespace t WHERE has_tablespace_privilege(t.oid, 'CREATE')
        UNION ALL
        SELECT 'large object ' || l.oid, 'there are none in a store' FROM pg_largeobject_metadata l
        """

    /// What it is, whose rights it has or can take, what it owns in this database, and the settings it may change beyond
    /// those that anybody may.
    private static let role: SQL = """
        SELECT 'role', concat_ws('; ', CASE WHEN rolcanlogin THEN 'LOGIN' END,
            CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
            CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
            CASE WHEN rolreplication THEN 'REPLICATION' END)
        FROM pg_roles WHERE rolname = current_user
        UNION ALL
        SELECT 'role is a member of ' || r.rolname, 'all that it may' FROM pg_roles r
        WHERE r.rolname <> current_user AND pg_has_role(r.oid, 'MEMBER')
            AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        UNION ALL
        SELECT 'role owns ' || pg_describe_object(d.classid, d.objid, 0), 'everything' FROM pg_shdepend d
        WHERE d.refobjid = current_user::regrole AND d.deptype = 'o'
            AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        UNION ALL
        SELECT 'setting ' || a.parname, concat_ws('; ', CASE WHEN has_parameter_privilege(a.parname, 'SET') THEN 'SET' END,
            CASE WHEN has_parameter_privilege(a.parname, 'ALTER SYSTEM') THEN 'ALTER SYSTEM' END)
        FROM pg_parameter_acl a
        WHERE has_parameter_privilege(a.parname, 'SET') OR has_parameter_privilege(a.parname, 'ALTER SYSTEM')
        """

    /// PostgreSQL's own objects, where somebody has given the role more than everybody has.
    private static let grants: SQL = """
        SELECT o.label, string_agg(x.privilege_type, '; ' ORDER BY x.privilege_type) FROM (
            SELECT 'table ' || c.oid::regclass AS label, c.relacl AS acl
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT (\(ours))
            UNION ALL
            SELECT 'column ' || c.oid::regclass || '.' || a.attname, a.attacl
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT (\(ours))
            UNION ALL
            SELECT 'function ' || p.oid::regprocedure, p.proacl
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE NOT (\(ours))
            UNION ALL
            SELECT 'default rights of ' || d.defaclrole::regrole || ' ' || d.defaclobjtype::text, d.defaclacl
            FROM pg_default_acl d
        ) o, aclexplode(o.acl) x
        WHERE x.grantee = current_user::regrole GROUP BY o.label
        """
}

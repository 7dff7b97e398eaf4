extension SchemaSnapshot {
    /// The whole definition would be long to read, so its digest stands for it.
    static let functions: SQL = """
        SELECT 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid)
            || ') returns ' || coalesce(pg_get_function_result(p.oid), 'nothing') || ', definition '
            || md5(CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE p.prosrc END)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE \(ours) AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
        """

    static let types: SQL = """
        SELECT CASE t.typtype WHEN 'e' THEN 'enum ' ELSE 'domain ' END || n.nspname || '.' || t.typname || ' '
            || coalesce((SELECT string_agg(quote_literal(v.enumlabel), ', ' ORDER BY v.enumsortorder)
                FROM pg_enum v WHERE v.enumtypid = t.oid), format_type(t.typbasetype, t.typtypmod))
            || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END || coalesce(' default ' || t.typdefault, '')
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE \(ours) AND t.typtype IN ('e', 'd')
            AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = t.oid AND e.deptype = 'e')
        """

    static let policies: SQL = """
        SELECT 'policy ' || p.polname || ' on ' || n.nspname || '.' || c.relname || ' for ' || p.polcmd::text || ' to '
            || array_to_string(ARRAY(SELECT r::regrole::text FROM unnest(p.polroles) r ORDER BY 1), ', ')
            || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
            || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE \(ours)
        """

    /// What others than the owner may do. An object without a list of its own has the server's default one.
    static let grants: SQL = """
        SELECT 'grant ' || x.privilege_type || ' on ' || o.label || ' to '
            || CASE x.grantee WHEN 0 THEN 'public' ELSE x.grantee::regrole::text END
            || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END
        FROM (
            SELECT 'schema ' || n.nspname AS label, n.nspowner AS owner,
                coalesce(n.nspacl, acldefault('n', n.nspowner)) AS acl
            FROM pg_namespace n WHERE \(ours)
            UNION ALL
            SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || n.nspname || '.' || c.relname, c.relowner,
                coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE \(ours) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            UNION ALL
            SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname, c.relowner, a.attacl
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE \(ours) AND a.attacl IS NOT NULL AND NOT a.attisdropped
            UNION ALL
            SELECT 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
                p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE \(ours) AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
        ) o, aclexplode(o.acl) x
        WHERE x.grantee <> o.owner
        """

    static let defaultGrants: SQL = """
        SELECT 'default grant ' || x.privilege_type || ' on ' || d.defaclobjtype::text || ' in '
            || coalesce(n.nspname, 'every schema') || ' to '
            || CASE x.grantee WHEN 0 THEN 'public' ELSE x.grantee::regrole::text END
        FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) x
        """

    static let extensions: SQL = "SELECT 'extension ' || extname || ' ' || extversion FROM pg_extension"
}

namespace Sandbox.NUnit.Catalogues;

/// <summary>What is asked of a database for its catalogue: one row for each fact, of what the database's own objects are, and of roles, languages and tablespaces.</summary>
internal static class CatalogueQuestion
{
    /// <summary>Columns: class, name, fact, value. A fact with several values has a row for each. Names have no schema where that is <c>public</c>, and are quoted where SQL needs it.</summary>
    public const string Text = """
        WITH spaces AS (
            SELECT n.*, CASE WHEN n.nspname = 'public' THEN '' WHEN n.oid = pg_catalog.pg_my_temp_schema() THEN 'pg_temp.' ELSE pg_catalog.quote_ident(n.nspname) || '.' END AS prefix
            FROM pg_catalog.pg_namespace n
            WHERE (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema') OR n.oid = pg_catalog.pg_my_temp_schema()
        ), relations AS (
            SELECT c.*, n.prefix || pg_catalog.quote_ident(c.relname) AS name, n.nspname AS schema,
                   CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
                        WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' WHEN 't' THEN 'TOAST table' ELSE 'index' END AS kind
            FROM pg_catalog.pg_class c JOIN spaces n ON n.oid = c.relnamespace
            WHERE c.relname !~ '^sandbox_s[ab]_[0-9a-f]{16}'
        )
        SELECT 'relation', r.name, f.fact, f.value
        FROM relations r, LATERAL (VALUES ('kind', r.kind), ('schema', r.schema), ('owner', pg_catalog.pg_get_userbyid(r.relowner)),
                 ('partitioned', (r.relkind = 'p')::pg_catalog.text), ('row security', r.relrowsecurity::pg_catalog.text)) AS f (fact, value)
        WHERE r.kind <> 'index'
        UNION ALL
        SELECT 'relation', r.name, CASE WHEN r.relispartition THEN 'partition of' ELSE 'inherits' END, p.name
        FROM pg_catalog.pg_inherits i JOIN relations r ON r.oid = i.inhrelid JOIN relations p ON p.oid = i.inhparent WHERE r.kind <> 'index'
        UNION ALL
        SELECT 'column', r.name || '.' || pg_catalog.quote_ident(a.attname), f.fact, f.value
        FROM relations r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum,
             LATERAL (VALUES ('table', r.name), ('column', pg_catalog.quote_ident(a.attname)), ('type', pg_catalog.format_type(a.atttypid, a.atttypmod)),
                 ('nullable', (NOT a.attnotnull)::pg_catalog.text), ('default', pg_catalog.pg_get_expr(d.adbin, d.adrelid)), ('identity', nullif(a.attidentity::pg_catalog.text, ''))) AS f (fact, value)
        WHERE r.kind <> 'index'
        UNION ALL
        SELECT 'index', r.name, f.fact, f.value
        FROM relations r JOIN pg_catalog.pg_index i ON i.indexrelid = r.oid JOIN relations t ON t.oid = i.indrelid JOIN pg_catalog.pg_am m ON m.oid = r.relam,
             LATERAL (VALUES ('table', t.name), ('schema', r.schema), ('owner', pg_catalog.pg_get_userbyid(r.relowner)), ('unique', i.indisunique::pg_catalog.text), ('primary', i.indisprimary::pg_catalog.text),
                 ('clustered', i.indisclustered::pg_catalog.text), ('method', m.amname), ('definition', pg_catalog.pg_get_indexdef(r.oid)),
                 ('columns', (SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(r.oid, k, true), ', ' ORDER BY k) FROM pg_catalog.generate_series(1, i.indnkeyatts) AS k))) AS f (fact, value)
        UNION ALL
        SELECT 'constraint', r.name || '.' || pg_catalog.quote_ident(k.conname), f.fact, f.value
        FROM pg_catalog.pg_constraint k JOIN relations r ON r.oid = k.conrelid,
             LATERAL (VALUES ('table', r.name), ('type', CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'f' THEN 'foreign key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not null' ELSE 'trigger' END),
                 ('columns', (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY o.at) FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS o (number, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = o.number)),
                 ('references', (SELECT t.name || ' (' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY o.at) || ')' FROM relations t, pg_catalog.unnest(k.confkey) WITH ORDINALITY AS o (number, at) JOIN pg_catalog.pg_attribute a ON a.attnum = o.number
                                 WHERE t.oid = k.confrelid AND a.attrelid = k.confrelid GROUP BY t.name)),
                 ('definition', pg_catalog.pg_get_constraintdef(k.oid))) AS f (fact, value)
        UNION ALL
        SELECT 'trigger', r.name || '.' || pg_catalog.quote_ident(t.tgname), f.fact, f.value
        FROM pg_catalog.pg_trigger t JOIN relations r ON r.oid = t.tgrelid JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace,
             LATERAL (VALUES ('table', r.name), ('function', CASE WHEN n.nspname = 'public' THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END || pg_catalog.quote_ident(p.proname)), ('enabled', (t.tgenabled <> 'D')::pg_catalog.text), ('definition', pg_catalog.pg_get_triggerdef(t.oid))) AS f (fact, value)
        WHERE NOT t.tgisinternal
        UNION ALL
        SELECT 'rule', r.name || '.' || pg_catalog.quote_ident(w.rulename), f.fact, f.value
        FROM pg_catalog.pg_rewrite w JOIN relations r ON r.oid = w.ev_class,
             LATERAL (VALUES ('table', r.name), ('instead', w.is_instead::pg_catalog.text), ('event', CASE w.ev_type WHEN '1' THEN 'SELECT' WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE 'DELETE' END), ('definition', pg_catalog.pg_get_ruledef(w.oid))) AS f (fact, value)
        UNION ALL
        SELECT 'policy', r.name || '.' || pg_catalog.quote_ident(p.polname), f.fact, f.value
        FROM pg_catalog.pg_policy p JOIN relations r ON r.oid = p.polrelid,
             LATERAL (SELECT 'table', r.name UNION ALL SELECT 'command', CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
                 UNION ALL SELECT 'roles', CASE WHEN o = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(o) END FROM pg_catalog.unnest(p.polroles) AS o
                 UNION ALL SELECT 'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid) UNION ALL SELECT 'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)) AS f (fact, value)
        UNION ALL
        SELECT 'function', n.prefix || pg_catalog.quote_ident(p.proname) || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', f.fact, f.value
        FROM pg_catalog.pg_proc p JOIN spaces n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang,
             LATERAL (VALUES ('schema', n.nspname), ('owner', pg_catalog.pg_get_userbyid(p.proowner)), ('language', l.lanname), ('returns', pg_catalog.pg_get_function_result(p.oid)), ('definer', p.prosecdef::pg_catalog.text), ('strict', p.proisstrict::pg_catalog.text),
                 ('kind', CASE p.prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window' END), ('volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END)) AS f (fact, value)
        WHERE p.proname !~ '^sandbox_pin_[0-9a-f]{16}'
        UNION ALL
        SELECT 'type', n.prefix || pg_catalog.quote_ident(t.typname), f.fact, f.value
        FROM pg_catalog.pg_type t JOIN spaces n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid,
             LATERAL (SELECT 'kind', CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange' ELSE 'base type' END
                 UNION ALL SELECT 'schema', n.nspname UNION ALL SELECT 'owner', pg_catalog.pg_get_userbyid(t.typowner)
                 UNION ALL SELECT 'base', pg_catalog.format_type(t.typbasetype, t.typtypmod) WHERE t.typtype = 'd'
                 UNION ALL SELECT 'labels', (SELECT pg_catalog.string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)) AS f (fact, value)
        WHERE (c.oid IS NULL OR c.relkind = 'c') AND NOT EXISTS (SELECT FROM pg_catalog.pg_type a WHERE a.typarray = t.oid)
        UNION ALL
        SELECT 'cast', pg_catalog.format_type(k.castsource, NULL) || ' as ' || pg_catalog.format_type(k.casttarget, NULL), 'context', CASE k.castcontext WHEN 'i' THEN 'implicit' WHEN 'a' THEN 'assignment' ELSE 'explicit' END
        FROM pg_catalog.pg_cast k
        UNION ALL
        SELECT 'operator', n.prefix || o.oprname || '(' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprleft, NULL) END || ', ' || CASE WHEN o.oprright = 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprright, NULL) END || ')', f.fact, f.value
        FROM pg_catalog.pg_operator o JOIN spaces n ON n.oid = o.oprnamespace, LATERAL (VALUES ('schema', n.nspname), ('owner', pg_catalog.pg_get_userbyid(o.oprowner)), ('returns', pg_catalog.format_type(o.oprresult, NULL))) AS f (fact, value)
        UNION ALL
        SELECT 'operator class', n.prefix || pg_catalog.quote_ident(o.opcname), f.fact, f.value
        FROM pg_catalog.pg_opclass o JOIN spaces n ON n.oid = o.opcnamespace JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod, LATERAL (VALUES ('schema', n.nspname), ('owner', pg_catalog.pg_get_userbyid(o.opcowner)), ('method', m.amname)) AS f (fact, value)
        UNION ALL
        SELECT 'schema', pg_catalog.quote_ident(n.nspname), 'owner', pg_catalog.pg_get_userbyid(n.nspowner) FROM spaces n WHERE n.oid <> pg_catalog.pg_my_temp_schema()
        UNION ALL
        SELECT 'database', pg_catalog.quote_ident(d.datname), 'owner', pg_catalog.pg_get_userbyid(d.datdba) FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
        UNION ALL
        SELECT 'tablespace', pg_catalog.quote_ident(s.spcname), 'owner', pg_catalog.pg_get_userbyid(s.spcowner) FROM pg_catalog.pg_tablespace s
        UNION ALL
        SELECT 'language', pg_catalog.quote_ident(l.lanname), f.fact, f.value FROM pg_catalog.pg_language l, LATERAL (VALUES ('owner', pg_catalog.pg_get_userbyid(l.lanowner)), ('trusted', l.lanpltrusted::pg_catalog.text)) AS f (fact, value)
        UNION ALL
        SELECT 'extension', pg_catalog.quote_ident(e.extname), f.fact, f.value FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace,
             LATERAL (VALUES ('schema', n.nspname::pg_catalog.text), ('version', e.extversion), ('owner', pg_catalog.pg_get_userbyid(e.extowner)::pg_catalog.text)) AS f (fact, value)
        UNION ALL
        SELECT 'wrapper', pg_catalog.quote_ident(w.fdwname), 'owner', pg_catalog.pg_get_userbyid(w.fdwowner) FROM pg_catalog.pg_foreign_data_wrapper w
        UNION ALL
        SELECT 'server', pg_catalog.quote_ident(s.srvname), 'owner', pg_catalog.pg_get_userbyid(s.srvowner) FROM pg_catalog.pg_foreign_server s
        UNION ALL
        SELECT 'role', pg_catalog.quote_ident(r.rolname), f.fact, f.value
        FROM pg_catalog.pg_roles r, LATERAL (SELECT 'superuser', r.rolsuper::pg_catalog.text UNION ALL SELECT 'login', r.rolcanlogin::pg_catalog.text
            UNION ALL SELECT 'member of', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(m.roleid)) FROM pg_catalog.pg_auth_members m WHERE m.member = r.oid) AS f (fact, value)
        WHERE r.rolname !~ '^pg_'
        UNION ALL
        SELECT g.class, g.name, 'privilege', CASE WHEN a.grantee = 0 THEN 'public' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END || '=' || a.privilege_type
        FROM (SELECT 'relation' AS class, r.name, coalesce(r.relacl, pg_catalog.acldefault(CASE WHEN r.relkind = 'S' THEN 's' ELSE 'r' END::pg_catalog."char", r.relowner)) AS acl FROM relations r WHERE r.kind <> 'index'
              UNION ALL SELECT 'column', r.name || '.' || pg_catalog.quote_ident(c.attname), c.attacl FROM relations r JOIN pg_catalog.pg_attribute c ON c.attrelid = r.oid WHERE c.attacl IS NOT NULL
              UNION ALL SELECT 'schema', pg_catalog.quote_ident(n.nspname), coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)) FROM spaces n WHERE n.oid <> pg_catalog.pg_my_temp_schema()
              UNION ALL SELECT 'function', n.prefix || pg_catalog.quote_ident(p.proname) || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)) FROM pg_catalog.pg_proc p JOIN spaces n ON n.oid = p.pronamespace WHERE p.proname !~ '^sandbox_pin_[0-9a-f]{16}'
              UNION ALL SELECT 'database', pg_catalog.quote_ident(d.datname), coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba)) FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
              UNION ALL SELECT 'tablespace', pg_catalog.quote_ident(s.spcname), coalesce(s.spcacl, pg_catalog.acldefault('t', s.spcowner)) FROM pg_catalog.pg_tablespace s
              UNION ALL SELECT 'language', pg_catalog.quote_ident(l.lanname), coalesce(l.lanacl, pg_catalog.acldefault('l', l.lanowner)) FROM pg_catalog.pg_language l
              UNION ALL SELECT 'wrapper', pg_catalog.quote_ident(w.fdwname), coalesce(w.fdwacl, pg_catalog.acldefault('F', w.fdwowner)) FROM pg_catalog.pg_foreign_data_wrapper w
              UNION ALL SELECT 'server', pg_catalog.quote_ident(s.srvname), coalesce(s.srvacl, pg_catalog.acldefault('S', s.srvowner)) FROM pg_catalog.pg_foreign_server s) AS g,
             LATERAL pg_catalog.aclexplode(g.acl) AS a
        """;
}

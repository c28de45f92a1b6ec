using static Sandbox.Rehearsal.States.CatalogQuestion;

namespace Sandbox.Rehearsal.States;

/// <summary>Tables and what belongs to them.</summary>
internal static class RelationQuestions
{
    /// <summary>The questions.</summary>
    public static IReadOnlyList<CatalogQuestion> All { get; } =
    [
        new("schemas",
            $"""
            SELECT 'schema', pg_catalog.quote_ident(n.nspname), pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(n.nspowner), {Privileges("n.nspacl", "'n'", "n.nspowner")})
            FROM pg_catalog.pg_namespace n
            WHERE n.nspname !~ '^pg_(toast|temp|toast_temp)'
            """),
        new("relations",
            $"""
            SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'sequence' END,
                   pg_catalog.format('%I.%I', n.nspname, c.relname),
                   pg_catalog.concat_ws(', ',
                       'owner ' || pg_catalog.pg_get_userbyid(c.relowner),
                       {Privileges("c.relacl", "CASE c.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END", "c.relowner")},
                       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
                       'access method ' || (SELECT am.amname FROM pg_catalog.pg_am am WHERE am.oid = c.relam),
                       'tablespace ' || (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace),
                       'options ' || c.reloptions::pg_catalog.text,
                       'toast options ' || (SELECT t.reloptions::pg_catalog.text FROM pg_catalog.pg_class t WHERE t.oid = c.reltoastrelid),
                       CASE WHEN c.reloftype <> 0 THEN 'of ' || pg_catalog.format_type(c.reloftype, NULL) END,
                       CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'forced row security' END,
                       CASE WHEN c.relkind IN ('r', 'p', 'm') THEN 'replica identity ' || c.relreplident::pg_catalog.text END,
                       'partition of ' || pg_catalog.pg_get_expr(c.relpartbound, c.oid),
                       CASE WHEN c.relkind = 'p' THEN 'partitioned by ' || pg_catalog.pg_get_partkeydef(c.oid) END,
                       'inherits ' || (SELECT pg_catalog.string_agg(i.inhparent::pg_catalog.regclass::pg_catalog.text, ', ' ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid),
                       CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'not populated' END,
                       'server ' || (SELECT s.srvname || coalesce(' ' || f.ftoptions::pg_catalog.text, '')
                                     FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid),
                       (SELECT pg_catalog.format('%s, start %s, increment %s, from %s to %s, cache %s%s', pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
                                                 s.seqcache, CASE WHEN s.seqcycle THEN ', cycle' END)
                        FROM pg_catalog.pg_sequence s WHERE s.seqrelid = c.oid),
                       'owned by ' || (SELECT pg_catalog.format('%s.%I', d.refobjid::pg_catalog.regclass, a.attname)
                                       FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                                       WHERE c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') LIMIT 1),
                       CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.oid >= 16384 AND c.relpersistence <> 't'
            """),
        new("columns",
            """
            SELECT 'column', pg_catalog.format('%I.%I.%I', n.nspname, c.relname, a.attname),
                   pg_catalog.concat_ws(', ',
                       pg_catalog.format_type(a.atttypid, a.atttypmod),
                       'position ' || pg_catalog.row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
                       CASE WHEN a.attnotnull THEN 'not null' END,
                       'default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid),
                       'identity ' || nullif(a.attidentity::pg_catalog.text, ''), 'generated ' || nullif(a.attgenerated::pg_catalog.text, ''),
                       CASE WHEN a.attcollation <> t.typcollation THEN 'collation ' || a.attcollation::pg_catalog.regcollation::pg_catalog.text END,
                       CASE WHEN a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::pg_catalog.text END,
                       'compression ' || nullif(pg_catalog.to_jsonb(a) ->> 'attcompression', ''),
                       'statistics ' || nullif(pg_catalog.to_jsonb(a) ->> 'attstattarget', '-1'),
                       'options ' || a.attoptions::pg_catalog.text, 'foreign options ' || a.attfdwoptions::pg_catalog.text,
                       CASE WHEN a.attinhcount > 0 THEN 'inherited' || CASE WHEN a.attislocal THEN ' and local' ELSE '' END END,
                       'privileges ' || (SELECT pg_catalog.string_agg(item::pg_catalog.text, ' ' ORDER BY item::pg_catalog.text COLLATE "C") FROM pg_catalog.unnest(a.attacl) AS item))
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.oid >= 16384 AND c.relpersistence <> 't'
            """),
        new("constraints",
            """
            SELECT 'constraint', pg_catalog.format('%I on %s', k.conname, CASE WHEN k.conrelid <> 0 THEN k.conrelid::pg_catalog.regclass::pg_catalog.text ELSE pg_catalog.format_type(k.contypid, NULL) END),
                   pg_catalog.concat_ws(', ', pg_catalog.pg_get_constraintdef(k.oid), CASE WHEN k.coninhcount > 0 THEN 'inherited' || CASE WHEN k.conislocal THEN ' and local' ELSE '' END END)
            FROM pg_catalog.pg_constraint k
            LEFT JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            WHERE k.oid >= 16384 AND c.relpersistence IS DISTINCT FROM 't'
            """),
        new("indexes",
            """
            SELECT 'index', pg_catalog.format('%I.%I', n.nspname, c.relname),
                   pg_catalog.concat_ws(', ', pg_catalog.pg_get_indexdef(i.indexrelid),
                       CASE WHEN NOT i.indisvalid THEN 'invalid' END, CASE WHEN NOT i.indisready THEN 'not ready' END, CASE WHEN i.indisclustered THEN 'clustered' END,
                       CASE WHEN i.indisreplident THEN 'replica identity' END, 'tablespace ' || (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace))
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname <> 'pg_toast'
            """),
        new("triggers",
            """
            SELECT 'trigger',
                   CASE WHEN g.tgisinternal THEN pg_catalog.format('of constraint %I on %s, %s', k.conname, g.tgrelid::pg_catalog.regclass, g.tgfoid::pg_catalog.regproc)
                        ELSE pg_catalog.format('%I on %s', g.tgname, g.tgrelid::pg_catalog.regclass) END,
                   pg_catalog.concat_ws(', ', CASE WHEN NOT g.tgisinternal THEN pg_catalog.pg_get_triggerdef(g.oid) END,
                       CASE g.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled on replicas' ELSE 'enabled always' END)
            FROM pg_catalog.pg_trigger g
            JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
            LEFT JOIN pg_catalog.pg_constraint k ON k.oid = g.tgconstraint
            WHERE c.relpersistence <> 't'
            """),
        new("rules",
            """
            SELECT 'rule', pg_catalog.format('%I on %s', r.rulename, r.ev_class::pg_catalog.regclass),
                   pg_catalog.concat_ws(', ', CASE r.ev_enabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled on replicas' ELSE 'enabled always' END, pg_catalog.pg_get_ruledef(r.oid))
            FROM pg_catalog.pg_rewrite r
            JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
            WHERE r.oid >= 16384 AND r.rulename <> '_RETURN' AND c.relpersistence <> 't'
            """),
        new("policies",
            """
            SELECT 'policy', pg_catalog.format('%I on %I.%I', p.policyname, p.schemaname, p.tablename),
                   pg_catalog.concat_ws(', ', p.permissive, 'for ' || p.cmd, 'to ' || p.roles::pg_catalog.text, 'using ' || p.qual, 'with check ' || p.with_check)
            FROM pg_catalog.pg_policies p
            """),
        new("extended statistics",
            """
            SELECT 'statistics', pg_catalog.format('%I.%I', n.nspname, s.stxname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(s.stxowner), pg_catalog.pg_get_statisticsobjdef(s.oid), 'target ' || nullif(pg_catalog.to_jsonb(s) ->> 'stxstattarget', '-1'))
            FROM pg_catalog.pg_statistic_ext s
            JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
            """),
    ];
}

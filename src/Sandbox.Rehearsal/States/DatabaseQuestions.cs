using static Sandbox.Rehearsal.States.CatalogQuestion;

namespace Sandbox.Rehearsal.States;

/// <summary>What a database has beside relations, functions and types.</summary>
internal static class DatabaseQuestions
{
    /// <summary>The questions.</summary>
    public static IReadOnlyList<CatalogQuestion> All { get; } =
    [
        new("the database itself",
            $"""
            SELECT 'database', pg_catalog.quote_ident(d.datname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(d.datdba), {Privileges("d.datacl", "'d'", "d.datdba")}, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                       CASE WHEN d.datistemplate THEN 'template' END, CASE WHEN NOT d.datallowconn THEN 'no connections' END, 'connection limit ' || nullif(d.datconnlimit, -1), 'tablespace ' || s.spcname)
            FROM pg_catalog.pg_database d
            JOIN pg_catalog.pg_tablespace s ON s.oid = d.dattablespace
            WHERE d.datname = pg_catalog.current_database()
            UNION ALL
            SELECT 'setting', pg_catalog.format('%s of %s', pg_catalog.split_part(item, '=', 1), pg_catalog.concat_ws(' in ', 'role ' || pg_catalog.quote_ident(r.rolname), 'database ' || pg_catalog.quote_ident(d.datname))), item
            FROM pg_catalog.pg_db_role_setting s
            CROSS JOIN pg_catalog.unnest(s.setconfig) AS item
            JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
            WHERE d.datname = pg_catalog.current_database()
            """),
        new("extensions",
            """
            SELECT 'extension', pg_catalog.quote_ident(e.extname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(e.extowner), 'version ' || e.extversion, 'schema ' || n.nspname, CASE WHEN e.extrelocatable THEN 'relocatable' END,
                       'configuration ' || e.extconfig::pg_catalog.regclass[]::pg_catalog.text, e.extcondition::pg_catalog.text)
            FROM pg_catalog.pg_extension e
            JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            """),
        new("foreign data wrappers and servers",
            $"""
            SELECT 'foreign data wrapper', pg_catalog.quote_ident(w.fdwname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(w.fdwowner), {Privileges("w.fdwacl", "'F'", "w.fdwowner")}, w.fdwhandler::pg_catalog.regproc::pg_catalog.text,
                       w.fdwvalidator::pg_catalog.regproc::pg_catalog.text, 'options ' || w.fdwoptions::pg_catalog.text)
            FROM pg_catalog.pg_foreign_data_wrapper w
            UNION ALL
            SELECT 'foreign server', pg_catalog.quote_ident(s.srvname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(s.srvowner), {Privileges("s.srvacl", "'S'", "s.srvowner")}, 'wrapper ' || w.fdwname, 'type ' || s.srvtype,
                       'version ' || s.srvversion, 'options ' || s.srvoptions::pg_catalog.text)
            FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
            UNION ALL
            SELECT 'user mapping', pg_catalog.format('%I on %I', m.usename, m.srvname), coalesce(m.umoptions::pg_catalog.text, '')
            FROM pg_catalog.pg_user_mappings m
            """),
        new("event triggers",
            """
            SELECT 'event trigger', pg_catalog.quote_ident(e.evtname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(e.evtowner), 'on ' || e.evtevent, 'tags ' || e.evttags::pg_catalog.text, e.evtfoid::pg_catalog.regprocedure::pg_catalog.text, 'enabled ' || e.evtenabled::pg_catalog.text)
            FROM pg_catalog.pg_event_trigger e
            """),
        new("publications",
            """
            SELECT 'publication', pg_catalog.quote_ident(p.pubname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(p.pubowner), (pg_catalog.to_jsonb(p) - '{oid,pubname,pubowner}'::pg_catalog.text[])::pg_catalog.text,
                       CASE WHEN NOT p.puballtables THEN (SELECT pg_catalog.string_agg((pg_catalog.to_jsonb(t) - 'pubname')::pg_catalog.text, ', ' ORDER BY t.schemaname COLLATE "C", t.tablename COLLATE "C")
                                                          FROM pg_catalog.pg_publication_tables t WHERE t.pubname = p.pubname) END)
            FROM pg_catalog.pg_publication p
            """),
        new("schemas of publications",
            """
            SELECT 'publication', pg_catalog.format('%I, schema %I', p.pubname, n.nspname), 'all tables of the schema'
            FROM pg_catalog.pg_publication_namespace s
            JOIN pg_catalog.pg_publication p ON p.oid = s.pnpubid
            JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid
            """,
            Since: 15),
        new("subscriptions",
            """
            SELECT 'subscription', pg_catalog.quote_ident(s.subname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(s.subowner), CASE WHEN s.subenabled THEN 'enabled' ELSE 'disabled' END, 'slot ' || s.subslotname,
                       'synchronous commit ' || s.subsynccommit, 'publications ' || s.subpublications::pg_catalog.text)
            FROM pg_catalog.pg_subscription s
            WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
            """),
        new("default privileges",
            """
            SELECT 'default privileges', pg_catalog.format('of %I for %s%s', pg_catalog.pg_get_userbyid(d.defaclrole),
                       CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::pg_catalog.text END,
                       ' in ' || pg_catalog.quote_ident(n.nspname)),
                   (SELECT pg_catalog.string_agg(item::pg_catalog.text, ' ' ORDER BY item::pg_catalog.text COLLATE "C") FROM pg_catalog.unnest(d.defaclacl) AS item)
            FROM pg_catalog.pg_default_acl d
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
            """),
        new("comments",
            """
            SELECT 'comment', 'on ' || o.type || ' ' || o.identity, d.description
            FROM pg_catalog.pg_description d, pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) o
            WHERE d.objoid >= 16384 OR d.classoid IN ('pg_catalog.pg_namespace'::pg_catalog.regclass, 'pg_catalog.pg_largeobject'::pg_catalog.regclass)
            """),
        new("security labels", "SELECT 'security label', pg_catalog.format('on %s %s by %s', l.objtype, l.objname, l.provider), l.label FROM pg_catalog.pg_seclabels l"),
        new("privileges of built-in objects",
            """
            SELECT 'privileges', 'of ' || o.type || ' ' || o.identity,
                   (SELECT pg_catalog.string_agg(item::pg_catalog.text, ' ' ORDER BY item::pg_catalog.text COLLATE "C") FROM pg_catalog.unnest(b.acl) AS item)
            FROM (SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass AS class, p.oid, 0 AS part, p.proacl AS acl FROM pg_catalog.pg_proc p WHERE p.oid < 16384
                  UNION ALL SELECT 'pg_catalog.pg_class', c.oid, 0, c.relacl FROM pg_catalog.pg_class c WHERE c.oid < 16384
                  UNION ALL SELECT 'pg_catalog.pg_type', t.oid, 0, t.typacl FROM pg_catalog.pg_type t WHERE t.oid < 16384
                  UNION ALL SELECT 'pg_catalog.pg_class', a.attrelid, a.attnum, a.attacl FROM pg_catalog.pg_attribute a WHERE a.attrelid < 16384) AS b,
                 pg_catalog.pg_identify_object(b.class, b.oid, b.part) o
            WHERE b.acl IS NOT NULL
            """),
        new("built-in objects",
            """
            SELECT 'built-in objects', b.name, pg_catalog.format('%s, digest %s', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtextextended(b.content COLLATE "C", 0)))
            FROM (SELECT 'functions' AS name, p::pg_catalog.text AS content FROM pg_catalog.pg_proc p WHERE p.oid < 16384
                  UNION ALL SELECT 'types', t::pg_catalog.text FROM pg_catalog.pg_type t WHERE t.oid < 16384
                  UNION ALL SELECT 'operators', o::pg_catalog.text FROM pg_catalog.pg_operator o WHERE o.oid < 16384
                  UNION ALL SELECT 'casts', c::pg_catalog.text FROM pg_catalog.pg_cast c WHERE c.oid < 16384
                  UNION ALL SELECT 'columns', pg_catalog.concat_ws(',', a.attrelid, a.attname, a.atttypid, a.attnum, a.attnotnull, a.attisdropped, a.attoptions) FROM pg_catalog.pg_attribute a WHERE a.attrelid < 16384
                  UNION ALL SELECT 'relations', pg_catalog.concat_ws(',', c.oid, c.relname, c.relowner, c.relnamespace, c.relkind, c.reloptions, c.relrowsecurity) FROM pg_catalog.pg_class c WHERE c.oid < 16384) AS b
            GROUP BY b.name
            """),
    ];
}

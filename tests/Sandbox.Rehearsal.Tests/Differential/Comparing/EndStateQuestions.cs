namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What <see cref="EndState"/> asks: each question gives one line of text a row.</summary>
internal static class EndStateQuestions
{
    /// <summary>Each table with rows of its own, and the query that digests them in any order.</summary>
    public const string Tables =
        """
        SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
               pg_catalog.format('SELECT pg_catalog.count(*), pg_catalog.md5(pg_catalog.string_agg(pg_catalog.md5((sandbox_row.*)::pg_catalog.text), '''' ORDER BY pg_catalog.md5((sandbox_row.*)::pg_catalog.text) COLLATE "C")) FROM ONLY %I.%I AS sandbox_row', n.nspname, c.relname)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm', 'S') AND (c.relkind <> 'm' OR c.relispopulated) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
        """;

    /// <summary>The questions about objects.</summary>
    public static IReadOnlyList<string> All { get; } = [Schemas, Relations, Columns, Constraints, Indexes, Triggers, Rules, Routines, Types, Sequences, Others, Comments, LargeObjects, Cluster];

    private const string Schemas =
        """
        SELECT pg_catalog.concat_ws(' ', 'schema', nspname, pg_catalog.pg_get_userbyid(nspowner), nspacl)
        FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        """;

    private const string Relations =
        """
        SELECT pg_catalog.concat_ws(' ', 'relation', c.oid::regclass, c.relkind, c.relpersistence, pg_catalog.pg_get_userbyid(c.relowner), c.relacl, c.reloptions,
                         c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispopulated, pg_catalog.pg_get_expr(c.relpartbound, c.oid),
                         CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, NULLIF(c.reloftype, 0)::regtype,
                         (SELECT pg_catalog.string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid),
                         (SELECT a.amname FROM pg_catalog.pg_am a WHERE a.oid = c.relam), (SELECT t.spcname FROM pg_catalog.pg_tablespace t WHERE t.oid = c.reltablespace),
                         CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
        """;

    private const string Columns =
        """
        SELECT pg_catalog.concat_ws(' ', 'column', a.attrelid::regclass, pg_catalog.row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum), a.attname,
                         pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attstattarget,
                         NULLIF(a.attcollation, 0)::regcollation, a.attacl, a.attoptions, a.attfdwoptions, pg_catalog.to_jsonb(a) ->> 'attcompression', pg_catalog.pg_get_expr(d.adbin, d.adrelid))
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.oid >= 16384 AND n.nspname !~ '^pg_' AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'S')
        """;

    private const string Constraints =
        """
        SELECT pg_catalog.concat_ws(' ', 'constraint', NULLIF(conrelid, 0)::regclass, NULLIF(contypid, 0)::regtype, conname, coninhcount, conislocal, pg_catalog.pg_get_constraintdef(oid))
        FROM pg_catalog.pg_constraint WHERE oid >= 16384 AND connamespace::regnamespace::text !~ '^pg_'
        """;

    private const string Indexes =
        """
        SELECT pg_catalog.concat_ws(' ', 'index', i.indexrelid::regclass, i.indisvalid, i.indisclustered, i.indisreplident, pg_catalog.pg_get_indexdef(i.indexrelid))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE c.oid >= 16384 AND c.relnamespace::regnamespace::text !~ '^pg_'
        """;

    private const string Triggers =
        """
        SELECT pg_catalog.concat_ws(' ', 'trigger', tgenabled, pg_catalog.pg_get_triggerdef(oid)) FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
        """;

    private const string Rules =
        """
        SELECT pg_catalog.concat_ws(' ', 'rule', ev_enabled, pg_catalog.pg_get_ruledef(oid)) FROM pg_catalog.pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN'
        """;

    private const string Routines =
        """
        SELECT pg_catalog.concat_ws(' ', 'routine', p.oid::regprocedure, p.prokind, pg_catalog.pg_get_userbyid(p.proowner), p.proacl,
                         CASE WHEN p.prokind = 'a'
                              THEN (SELECT pg_catalog.concat_ws(' ', a.aggtransfn, a.aggfinalfn, a.aggtranstype::regtype, a.agginitval, a.aggkind) FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)
                              ELSE pg_catalog.pg_get_functiondef(p.oid) END)
        FROM pg_catalog.pg_proc p WHERE p.oid >= 16384 AND p.pronamespace::regnamespace::text !~ '^pg_'
        """;

    private const string Types =
        """
        SELECT pg_catalog.concat_ws(' ', 'type', t.oid::regtype, t.typtype, pg_catalog.pg_get_userbyid(t.typowner), t.typacl, t.typnotnull, t.typdefault,
                         CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,
                         CASE WHEN t.typtype = 'b' THEN pg_catalog.concat_ws(' ', t.typinput, t.typoutput, t.typlen) END,
                         (SELECT r.rngsubtype::regtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid),
                         (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))
        FROM pg_catalog.pg_type t WHERE t.oid >= 16384 AND t.typnamespace::regnamespace::text !~ '^pg_' AND t.typelem = 0
        """;

    private const string Sequences =
        """
        SELECT pg_catalog.concat_ws(' ', 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
        FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid WHERE c.relnamespace::regnamespace::text !~ '^pg_'
        """;

    // Of what is rare in scripts, that it exists, and its own definition where the server can say it.
    private const string Others =
        """
        SELECT pg_catalog.concat_ws(' ', 'object', pg_catalog.pg_describe_object(o.classid, o.oid, 0), o.detail)
        FROM (SELECT 'pg_catalog.pg_operator'::regclass AS classid, oid, oprcode::text AS detail FROM pg_catalog.pg_operator
              UNION ALL SELECT 'pg_catalog.pg_opclass'::regclass, oid, NULL FROM pg_catalog.pg_opclass
              UNION ALL SELECT 'pg_catalog.pg_opfamily'::regclass, oid, NULL FROM pg_catalog.pg_opfamily
              UNION ALL SELECT 'pg_catalog.pg_cast'::regclass, oid, castcontext::text FROM pg_catalog.pg_cast
              UNION ALL SELECT 'pg_catalog.pg_collation'::regclass, oid, collcollate::text FROM pg_catalog.pg_collation
              UNION ALL SELECT 'pg_catalog.pg_conversion'::regclass, oid, conproc::text FROM pg_catalog.pg_conversion
              UNION ALL SELECT 'pg_catalog.pg_ts_config'::regclass, oid, NULL FROM pg_catalog.pg_ts_config
              UNION ALL SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, dictinitoption FROM pg_catalog.pg_ts_dict
              UNION ALL SELECT 'pg_catalog.pg_language'::regclass, oid, lanacl::text FROM pg_catalog.pg_language
              UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, fdwoptions::text FROM pg_catalog.pg_foreign_data_wrapper
              UNION ALL SELECT 'pg_catalog.pg_foreign_server'::regclass, oid, srvoptions::text FROM pg_catalog.pg_foreign_server
              UNION ALL SELECT 'pg_catalog.pg_user_mapping'::regclass, oid, umoptions::text FROM pg_catalog.pg_user_mapping
              UNION ALL SELECT 'pg_catalog.pg_extension'::regclass, oid, extversion FROM pg_catalog.pg_extension
              UNION ALL SELECT 'pg_catalog.pg_event_trigger'::regclass, oid, pg_catalog.concat_ws(' ', evtevent, evtfoid::regproc, evtenabled, evttags) FROM pg_catalog.pg_event_trigger
              UNION ALL SELECT 'pg_catalog.pg_publication'::regclass, oid, pg_catalog.concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete, pubtruncate) FROM pg_catalog.pg_publication
              UNION ALL SELECT 'pg_catalog.pg_transform'::regclass, oid, NULL FROM pg_catalog.pg_transform
              UNION ALL SELECT 'pg_catalog.pg_am'::regclass, oid, amhandler::text FROM pg_catalog.pg_am
              UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::regclass, oid, pg_catalog.pg_get_statisticsobjdef(oid) FROM pg_catalog.pg_statistic_ext
              UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, oid, pg_catalog.concat_ws(' ', polcmd, polpermissive, polroles::regrole[], pg_catalog.pg_get_expr(polqual, polrelid), pg_catalog.pg_get_expr(polwithcheck, polrelid)) FROM pg_catalog.pg_policy
              UNION ALL SELECT 'pg_catalog.pg_default_acl'::regclass, oid, defaclacl::text FROM pg_catalog.pg_default_acl) o
        WHERE o.oid >= 16384
        """;

    private const string Comments =
        """
        SELECT pg_catalog.concat_ws(' ', 'comment', pg_catalog.pg_describe_object(classoid, objoid, objsubid), description)
        FROM pg_catalog.pg_description WHERE objoid >= 16384 OR classoid = 'pg_catalog.pg_namespace'::regclass
        """;

    // Their oids are the next free ones, so they are known by their content.
    private const string LargeObjects =
        """
        SELECT pg_catalog.concat_ws(' ', 'large object', pg_catalog.pg_get_userbyid(lomowner), lomacl, pg_catalog.md5(pg_catalog.lo_get(oid))) FROM pg_catalog.pg_largeobject_metadata
        """;

    private const string Cluster =
        """
        SELECT pg_catalog.concat_ws(' ', 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolconnlimit, rolvaliduntil)
        FROM pg_catalog.pg_authid WHERE oid >= 16384
        UNION ALL SELECT pg_catalog.concat_ws(' ', 'member', member::regrole, roleid::regrole) FROM pg_catalog.pg_auth_members WHERE member >= 16384
        UNION ALL SELECT pg_catalog.concat_ws(' ', 'setting', NULLIF(setrole, 0)::regrole, setconfig) FROM pg_catalog.pg_db_role_setting
        UNION ALL SELECT pg_catalog.concat_ws(' ', 'database', datname, pg_catalog.pg_get_userbyid(datdba), datacl, datconnlimit) FROM pg_catalog.pg_database
        UNION ALL SELECT pg_catalog.concat_ws(' ', 'prepared transaction', gid) FROM pg_catalog.pg_prepared_xacts
        """;
}

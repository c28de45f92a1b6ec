using Sandbox.Postgres;
using Sandbox.Syntax.Text;

namespace Sandbox.Lifecycle.Golden;

/// <summary>Reads all objects of a database that somebody made, with their owners.</summary>
internal static class OwnedObjects
{
    // What is a part belongs to whoever owns the whole; what an extension brought comes and goes with it. Below 16384 are the server's own objects, but for the schema public.
    private const string Question =
        """
        WITH things (classid, objid, objsubid, owner, is_part) AS (
            SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0, c.relowner, c.relkind IN ('i', 'I') FROM pg_catalog.pg_class c WHERE c.relkind NOT IN ('t', 'c') AND c.relpersistence <> 't'
            UNION ALL
            SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum, c.relowner, true
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
            UNION ALL
            SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.oid, 0, c.relowner, true FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid WHERE c.relpersistence <> 't'
            UNION ALL
            SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, 0, coalesce(c.relowner, t.typowner), true
            FROM pg_catalog.pg_constraint k LEFT JOIN pg_catalog.pg_class c ON c.oid = k.conrelid LEFT JOIN pg_catalog.pg_type t ON t.oid = k.contypid WHERE c.relpersistence IS DISTINCT FROM 't'
            UNION ALL
            SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, g.oid, 0, c.relowner, true FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal
            UNION ALL
            SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, 0, c.relowner, true FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
            UNION ALL
            SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, 0, c.relowner, true FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
            UNION ALL
            SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid, 0, s.stxowner, true FROM pg_catalog.pg_statistic_ext s
            UNION ALL
            SELECT 'pg_catalog.pg_publication_rel'::pg_catalog.regclass, r.oid, 0, p.pubowner, true FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
            UNION ALL
            SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 0, p.proowner, false FROM pg_catalog.pg_proc p
            UNION ALL
            SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0, t.typowner, false
            FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
            WHERE t.typtype IN ('b', 'd', 'e', 'r') AND t.typcategory <> 'A' OR c.relkind = 'c'
            UNION ALL
            SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 0, n.nspowner, false FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_'
            UNION ALL
            SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, e.oid, 0, e.extowner, false FROM pg_catalog.pg_extension e
            UNION ALL
            SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 0, o.oprowner, false FROM pg_catalog.pg_operator o
            UNION ALL
            SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, o.oid, 0, o.opcowner, false FROM pg_catalog.pg_opclass o
            UNION ALL
            SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, o.oid, 0, o.opfowner, false FROM pg_catalog.pg_opfamily o
            UNION ALL
            SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, c.oid, 0, c.collowner, false FROM pg_catalog.pg_collation c
            UNION ALL
            SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid, 0, c.conowner, false FROM pg_catalog.pg_conversion c
            UNION ALL
            SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 0, l.lanowner, false FROM pg_catalog.pg_language l
            UNION ALL
            SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, t.oid, 0, t.cfgowner, false FROM pg_catalog.pg_ts_config t
            UNION ALL
            SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, t.oid, 0, t.dictowner, false FROM pg_catalog.pg_ts_dict t
            UNION ALL
            SELECT 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, f.oid, 0, f.fdwowner, false FROM pg_catalog.pg_foreign_data_wrapper f
            UNION ALL
            SELECT 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, s.oid, 0, s.srvowner, false FROM pg_catalog.pg_foreign_server s
            UNION ALL
            SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, e.oid, 0, e.evtowner, false FROM pg_catalog.pg_event_trigger e
            UNION ALL
            SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, p.oid, 0, p.pubowner, false FROM pg_catalog.pg_publication p
            UNION ALL
            SELECT 'pg_catalog.pg_default_acl'::pg_catalog.regclass, a.oid, 0, a.defaclrole, false FROM pg_catalog.pg_default_acl a
            UNION ALL
            SELECT 'pg_catalog.pg_largeobject'::pg_catalog.regclass, l.oid, 0, l.lomowner, false FROM pg_catalog.pg_largeobject_metadata l
        )
        SELECT pg_catalog.concat_ws('/', t.classid::pg_catalog.oid, t.objid, t.objsubid), i.type, i.schema, i.name, i.identity, pg_catalog.pg_get_userbyid(t.owner), t.is_part,
               (SELECT r.identity
                FROM pg_catalog.pg_depend d CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.refclassid, d.refobjid, 0) r
                WHERE i.type = 'sequence' AND d.classid = t.classid AND d.objid = t.objid AND d.refclassid = t.classid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') LIMIT 1)
        FROM things t
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(t.classid, t.objid, t.objsubid) i
        WHERE t.objid >= 16384
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = t.classid AND e.objid = t.objid AND e.deptype = 'e')
        ORDER BY i.type, i.identity
        """;

    /// <summary>Reads them.</summary>
    /// <param name="session">A session in the database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<OwnedObject>> ReadAsync(ISession session, CancellationToken cancellationToken) =>
    [
        .. (await session.QueryAsync(Question, cancellationToken)).Rows.Select(static row => new OwnedObject(row[0]!, row[1]!, Bare(row[2]), Bare(row[3]), row[4]!, row[5]!, row[6] is "t", row[7])),
    ];

    private static string? Bare(string? name) => name is null ? null : QuotedName.Bare(name);
}

using static Sandbox.Rehearsal.States.CatalogQuestion;

namespace Sandbox.Rehearsal.States;

/// <summary>Large objects: owner, privileges, and a digest of the content where the role may read it.</summary>
internal static class LargeObjectQuestions
{
    /// <summary>For who may read <c>pg_largeobject</c>: the pages are read where they are.</summary>
    public static string AsSuperuser { get; } =
        $"""
        SELECT 'large object', m.oid::pg_catalog.text,
               pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(m.lomowner), {Privileges("m.lomacl", "'L'", "m.lomowner")},
                   pg_catalog.format('%s bytes', coalesce(p.bytes, 0)), 'digest ' || p.digest)
        FROM pg_catalog.pg_largeobject_metadata m
        LEFT JOIN (SELECT l.loid, pg_catalog.sum(pg_catalog.octet_length(l.data)) AS bytes,
                          pg_catalog.sum(pg_catalog.hash_array_extended(ARRAY[l.data], l.pageno)) || ':' || pg_catalog.sum(pg_catalog.hash_array_extended(ARRAY[l.data], ~l.pageno::pg_catalog.int8)) AS digest
                   FROM pg_catalog.pg_largeobject l
                   GROUP BY l.loid) AS p ON p.loid = m.oid
        """;

    /// <summary>For all others: each object that the role may read is read as a whole.</summary>
    public static string AsOwner { get; } =
        $"""
        SELECT 'large object', m.oid::pg_catalog.text,
               pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(m.lomowner), {Privileges("m.lomacl", "'L'", "m.lomowner")},
                   CASE WHEN pg_catalog.pg_has_role(m.lomowner, 'USAGE') OR EXISTS (
                            SELECT FROM pg_catalog.aclexplode(m.lomacl) a
                            WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR CASE WHEN a.grantee <> 0 THEN pg_catalog.pg_has_role(a.grantee, 'USAGE') END))
                        THEN 'digest ' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.lo_get(m.oid)), 'hex')
                        ELSE 'content not measured: the role may not read it' END)
        FROM pg_catalog.pg_largeobject_metadata m
        """;
}

namespace Sandbox.Rehearsal.Describing;

/// <summary>\dp and \z, \ddp: who may do what, now and with what is created later.</summary>
internal static class Privileges
{
    private const string ColumnPrivileges = """
        pg_catalog.array_to_string(ARRAY(
          SELECT a.attname || E':\n  ' || pg_catalog.array_to_string(a.attacl, E'\n  ')
          FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attacl IS NOT NULL), E'\n')
        """;

    private const string Policies = """
        pg_catalog.array_to_string(ARRAY(
          SELECT pg_catalog.concat(
            p.polname,
            CASE WHEN NOT p.polpermissive THEN ' (RESTRICTIVE)' END,
            CASE WHEN p.polcmd <> '*' THEN ' (' || p.polcmd::pg_catalog.text || '):' ELSE ':' END,
            E'\n  (u): ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
            E'\n  (c): ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid),
            CASE WHEN p.polroles <> '{0}' THEN E'\n  to: ' || pg_catalog.array_to_string(
              ARRAY(SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY 1), ', ') END)
          FROM pg_catalog.pg_policy p
          WHERE p.polrelid = c.oid), E'\n')
        """;

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        // psql 16 lets a pattern or S reach the system's relations.
        var visible = context.Dialect >= 16
            ? "pg_catalog.pg_table_is_visible(c.oid)"
            : "n.nspname OPERATOR(pg_catalog.!~) '^pg_' AND pg_catalog.pg_table_is_visible(c.oid)";
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "c.relname")
            .Column(
                "Type",
                """
                CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
                  WHEN 'f' THEN 'foreign table' WHEN 'p' THEN 'partitioned table' END
                """)
            .Column("Access privileges", CatalogText.Acl(context, "c.relacl"))
            .Column("Column privileges", ColumnPrivileges)
            .Column("Policies", Policies)
            .From("pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace")
            .Where("c.relkind IN ('r', 'v', 'm', 'S', 'f', 'p')")
            .Where(CatalogText.UserSchemas, context.Dialect >= 16 && context.HidesSystem)
            .OrderBy("1, 2");
        return context.ListAsync(query, Relations.Target with { Visible = visible }, "Access privileges", cancellationToken);
    }

    public static Task ListDefaultsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Owner", "pg_catalog.pg_get_userbyid(d.defaclrole)")
            .Column("Schema", "n.nspname")
            .Column(
                "Type",
                """
                CASE d.defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function' WHEN 'T' THEN 'type'
                  WHEN 'n' THEN 'schema' WHEN 'L' THEN 'large object' END
                """)
            .Column("Access privileges", CatalogText.Acl(context, "d.defaclacl"))
            .From("pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace")
            .OrderBy("1, 2, 3");
        var target = new PatternTarget("n.nspname", Alternative: "pg_catalog.pg_get_userbyid(d.defaclrole)", MaxParts: 3);
        return context.ListAsync(query, target, "Default access privileges", cancellationToken);
    }
}

using System.Globalization;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Describing;

/// <summary>\du and \dg, \drg, \drds: roles, their memberships, their settings.</summary>
internal static class Roles
{
    public static async Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("name", "r.rolname")
            .Column("super", "r.rolsuper")
            .Column("inherit", "r.rolinherit")
            .Column("createrole", "r.rolcreaterole")
            .Column("createdb", "r.rolcreatedb")
            .Column("login", "r.rolcanlogin")
            .Column("replication", "r.rolreplication")
            .Column("bypassrls", "r.rolbypassrls")
            .Column("connections", "r.rolconnlimit")
            .Column("validuntil", "r.rolvaliduntil")
            .Column(
                "memberof",
                "ARRAY(SELECT b.rolname FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles b ON b.oid = m.roleid WHERE m.member = r.oid)")
            .Column("description", "pg_catalog.shobj_description(r.oid, 'pg_authid')")
            .From("pg_catalog.pg_roles r")
            .Where("r.rolname OPERATOR(pg_catalog.!~) '^pg_'", context.HidesSystem)
            .OrderBy("1");
        if (!await context.RestrictAsync(query, context.Pattern, new PatternTarget("r.rolname"), cancellationToken)
            || await context.AskAsync(query, cancellationToken) is not { } reply)
        {
            return;
        }

        var showsMemberships = context.Dialect < 16;
        string[] headers = ["Role name", "Attributes", .. showsMemberships ? ["Member of"] : Array.Empty<string>(), .. context.IsVerbose ? ["Description"] : Array.Empty<string>()];
        context.Print(
            new PrintTable
            {
                Title = "List of roles",
                Columns = [.. headers.Select(header => new PrintColumn(header, IsRightAligned: false))],
                Rows = [.. reply.Rows.Select(row => (string?[])
                    [row[0], Attributes(row), .. showsMemberships ? [row[10]] : Array.Empty<string?>(), .. context.IsVerbose ? [row[11] ?? ""] : Array.Empty<string?>()])],
                Footers = [],
            },
            context.IsExpanded);
    }

    public static Task ListGrantsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var options = context.Server >= 16
            ? "CASE WHEN pam.admin_option THEN 'ADMIN' END, CASE WHEN pam.inherit_option THEN 'INHERIT' END, CASE WHEN pam.set_option THEN 'SET' END"
            : "CASE WHEN pam.admin_option THEN 'ADMIN' END, CASE WHEN m.rolinherit THEN 'INHERIT' END, 'SET'";
        var query = new CatalogQuery()
            .Column("Role name", "m.rolname")
            .Column("Member of", "r.rolname")
            .Column("Options", $"pg_catalog.concat_ws(', ', {options})")
            .Column("Grantor", "g.rolname")
            .From(
                """
                pg_catalog.pg_roles m
                     JOIN pg_catalog.pg_auth_members pam ON pam.member = m.oid
                     LEFT JOIN pg_catalog.pg_roles r ON r.oid = pam.roleid
                     LEFT JOIN pg_catalog.pg_roles g ON g.oid = pam.grantor
                """)
            .Where("m.rolname OPERATOR(pg_catalog.!~) '^pg_'", context.HidesSystem)
            .OrderBy("1, 2, 4");
        return context.ListAsync(query, new PatternTarget("m.rolname"), "List of role grants", cancellationToken);
    }

    public static async Task ListSettingsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var database = context.Arguments.Count > 1 ? context.Arguments[1] : null;
        var query = new CatalogQuery()
            .Column("Role", "r.rolname")
            .Column("Database", "d.datname")
            .Column("Settings", "pg_catalog.array_to_string(s.setconfig, E'\\n')")
            .From(
                """
                pg_catalog.pg_db_role_setting s
                     LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
                     LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
                """)
            .OrderBy("1, 2");
        if (!await context.RestrictAsync(query, context.Pattern, new PatternTarget("r.rolname"), cancellationToken)
            || !await context.RestrictAsync(query, database, new PatternTarget("d.datname"), cancellationToken)
            || await context.AskAsync(query, cancellationToken) is not { } reply)
        {
            return;
        }

        if (reply.Rows.Count > 0 || context.Settings.IsQuiet)
        {
            context.PrintRows(reply, "List of settings");
            return;
        }

        context.Say((context.Pattern, database) switch
        {
            (null, _) => "Did not find any settings.",
            (_, null) => $"Did not find any settings for role \"{context.Pattern}\".",
            _ => $"Did not find any settings for role \"{context.Pattern}\" and database \"{database}\".",
        });
    }

    private static string Attributes(IReadOnlyList<string?> row)
    {
        (bool Has, string Name)[] flags =
        [
            (row[1] is "t", "Superuser"),
            (row[2] is not "t", "No inheritance"),
            (row[3] is "t", "Create role"),
            (row[4] is "t", "Create DB"),
            (row[5] is not "t", "Cannot login"),
            (row[6] is "t", "Replication"),
            (row[7] is "t", "Bypass RLS"),
        ];
        var lines = new List<string> { string.Join(", ", flags.Where(flag => flag.Has).Select(flag => flag.Name)) };
        var connections = int.Parse(row[8]!, CultureInfo.InvariantCulture);
        if (connections >= 0)
        {
            lines.Add(connections == 0 ? "No connections" : string.Create(CultureInfo.InvariantCulture, $"{connections} connection{(connections == 1 ? "" : "s")}"));
        }

        if (row[9] is { } until)
        {
            lines.Add($"Password valid until {until}");
        }

        return string.Join('\n', lines.Where(line => line.Length > 0));
    }
}

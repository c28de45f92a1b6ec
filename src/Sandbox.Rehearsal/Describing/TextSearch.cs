namespace Sandbox.Rehearsal.Describing;

/// <summary>\dF, \dFp, \dFd, \dFt: text search configurations, parsers, dictionaries, templates.</summary>
internal static class TextSearch
{
    private const string Mappings = """
        SELECT (SELECT t.alias FROM pg_catalog.ts_token_type(c.cfgparser) t WHERE t.tokid = m.maptokentype) AS "Token",
               pg_catalog.btrim(ARRAY(
                 SELECT x.mapdict::pg_catalog.regdictionary
                 FROM pg_catalog.pg_ts_config_map x
                 WHERE x.mapcfg = m.mapcfg AND x.maptokentype = m.maptokentype
                 ORDER BY x.mapseqno)::pg_catalog.text, '{}') AS "Dictionaries"
        FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.oid
        WHERE c.oid = $1::pg_catalog.oid
        GROUP BY m.mapcfg, m.maptokentype, c.cfgparser
        ORDER BY 1
        """;

    private const string Methods = """
        SELECT x.method AS "Method", x.function::pg_catalog.regproc AS "Function", pg_catalog.obj_description(x.function, 'pg_proc') AS "Description"
        FROM pg_catalog.pg_ts_parser p, LATERAL (VALUES
               (1, 'Start parse', p.prsstart), (2, 'Get next token', p.prstoken), (3, 'End parse', p.prsend),
               (4, 'Get headline', p.prsheadline), (5, 'Get token types', p.prslextype)) x(place, method, function)
        WHERE p.oid = $1::pg_catalog.oid
        ORDER BY x.place
        """;

    private const string TokenTypes = """
        SELECT t.alias AS "Token name", t.description AS "Description"
        FROM pg_catalog.ts_token_type($1::pg_catalog.oid) t
        ORDER BY 1
        """;

    private static readonly PatternTarget Parser = new("p.prsname", "n.nspname", Visible: "pg_catalog.pg_ts_parser_is_visible(p.oid)", MaxParts: 3);
    private static readonly PatternTarget Configuration = new("c.cfgname", "n.nspname", Visible: "pg_catalog.pg_ts_config_is_visible(c.oid)", MaxParts: 3);

    public static async Task ListConfigurationsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "c.cfgname")
            .Column("Description", "pg_catalog.obj_description(c.oid, 'pg_ts_config')", !context.IsVerbose)
            .Column("oid", "c.oid", context.IsVerbose)
            .Column("parser", "p.prsname", context.IsVerbose)
            .Column("parser schema", "np.nspname", context.IsVerbose)
            .From("pg_catalog.pg_ts_config c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace")
            .From("JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser LEFT JOIN pg_catalog.pg_namespace np ON np.oid = p.prsnamespace", context.IsVerbose)
            .OrderBy("1, 2");
        if (!context.IsVerbose)
        {
            await context.ListAsync(query, Configuration, "List of text search configurations", cancellationToken);
            return;
        }

        foreach (var row in await FindAsync(context, query, Configuration, "configuration", cancellationToken))
        {
            if (await context.AskAsync(Mappings, cancellationToken, row[2]) is not { } mappings)
            {
                return;
            }

            var parser = row[4] is null ? $"Parser: \"{row[3]}\"" : $"Parser: \"{row[4]}.{row[3]}\"";
            context.PrintRows(mappings, $"Text search configuration \"{row[0]}.{row[1]}\"\n{parser}", []);
        }
    }

    public static async Task ListParsersAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "p.prsname")
            .Column("Description", "pg_catalog.obj_description(p.oid, 'pg_ts_parser')", !context.IsVerbose)
            .Column("oid", "p.oid", context.IsVerbose)
            .From("pg_catalog.pg_ts_parser p LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace")
            .OrderBy("1, 2");
        if (!context.IsVerbose)
        {
            await context.ListAsync(query, Parser, "List of text search parsers", cancellationToken);
            return;
        }

        foreach (var row in await FindAsync(context, query, Parser, "parser", cancellationToken))
        {
            if (await context.AskAsync(Methods, cancellationToken, row[2]) is not { } methods
                || await context.AskAsync(TokenTypes, cancellationToken, row[2]) is not { } tokens)
            {
                return;
            }

            context.PrintRows(methods, $"Text search parser \"{row[0]}.{row[1]}\"", []);
            context.PrintRows(tokens, $"Token types for parser \"{row[0]}.{row[1]}\"");
        }
    }

    public static Task ListDictionariesAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "d.dictname")
            .Column("Template", "COALESCE(nt.nspname, '(null)')::pg_catalog.text || '.' || t.tmplname", context.IsVerbose)
            .Column("Init options", "d.dictinitoption", context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(d.oid, 'pg_ts_dict')")
            .From("pg_catalog.pg_ts_dict d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace")
            .From("LEFT JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate LEFT JOIN pg_catalog.pg_namespace nt ON nt.oid = t.tmplnamespace", context.IsVerbose)
            .OrderBy("1, 2");
        var target = new PatternTarget("d.dictname", "n.nspname", Visible: "pg_catalog.pg_ts_dict_is_visible(d.oid)", MaxParts: 3);
        return context.ListAsync(query, target, "List of text search dictionaries", cancellationToken);
    }

    public static Task ListTemplatesAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "t.tmplname")
            .Column("Init", "t.tmplinit::pg_catalog.regproc", context.IsVerbose)
            .Column("Lexize", "t.tmpllexize::pg_catalog.regproc", context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(t.oid, 'pg_ts_template')")
            .From("pg_catalog.pg_ts_template t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace")
            .OrderBy("1, 2");
        var target = new PatternTarget("t.tmplname", "n.nspname", Visible: "pg_catalog.pg_ts_template_is_visible(t.oid)", MaxParts: 3);
        return context.ListAsync(query, target, "List of text search templates", cancellationToken);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string?>>> FindAsync(
        DescribeContext context, CatalogQuery query, PatternTarget target, string what, CancellationToken cancellationToken)
    {
        if (!await context.RestrictAsync(query, context.Pattern, target, cancellationToken) || await context.AskAsync(query, cancellationToken) is not { } found)
        {
            return [];
        }

        if (found.Rows.Count == 0)
        {
            context.SayNothingFound(
                context.Pattern is null ? $"Did not find any text search {what}s." : $"Did not find any text search {what} named \"{context.Pattern}\".");
            context.Fail();
        }

        return found.Rows;
    }
}

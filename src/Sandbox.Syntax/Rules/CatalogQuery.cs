using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Statements;

namespace Sandbox.Syntax.Rules;

/// <summary>Whether a query takes names out of the catalogs by a pattern, or all of them, instead of naming exactly one.</summary>
internal static class CatalogQuery
{
    private static readonly Dictionary<string, string> NameColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pg_database"] = "datname",
        ["pg_stat_database"] = "datname",
        ["pg_stat_activity"] = "datname",
        ["pg_class"] = "relname",
        ["pg_tables"] = "tablename",
        ["pg_views"] = "viewname",
        ["pg_matviews"] = "matviewname",
        ["pg_indexes"] = "indexname",
        ["pg_sequences"] = "sequencename",
        ["pg_stat_user_tables"] = "relname",
        ["pg_stat_all_tables"] = "relname",
        ["pg_statio_user_tables"] = "relname",
        ["pg_namespace"] = "nspname",
        ["pg_roles"] = "rolname",
        ["pg_authid"] = "rolname",
        ["pg_user"] = "usename",
        ["pg_shadow"] = "usename",
        ["pg_proc"] = "proname",
        ["pg_type"] = "typname",
        ["pg_extension"] = "extname",
        ["pg_trigger"] = "tgname",
        ["pg_policy"] = "polname",
        ["pg_policies"] = "policyname",
        ["pg_publication"] = "pubname",
        ["pg_subscription"] = "subname",
        ["pg_event_trigger"] = "evtname",
        ["pg_tablespace"] = "spcname",
        ["pg_foreign_server"] = "srvname",
    };

    private static readonly Dictionary<string, string> SchemaNameColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tables"] = "table_name",
        ["views"] = "table_name",
        ["schemata"] = "schema_name",
        ["routines"] = "routine_name",
        ["sequences"] = "sequence_name",
        ["triggers"] = "trigger_name",
        ["domains"] = "domain_name",
    };

    private static readonly HashSet<string> PatternWords = new(StringComparer.OrdinalIgnoreCase) { "like", "ilike", "similar" };

    /// <summary>Whether these tokens read names from a catalog, and nothing in them pins the name down.</summary>
    /// <param name="tokens">The query, or what it stands in.</param>
    /// <param name="deep">What stands in parentheses counts, too.</param>
    public static bool IsWildcard(SqlTokens tokens, bool deep = true) => QueryArms.Of(tokens).Any(arm => IsWildcardArm(arm, deep));

    private static bool IsWildcardArm(SqlTokens tokens, bool deep)
    {
        var columns = Columns(tokens, deep);
        if (columns.Count == 0)
        {
            return false;
        }

        // The schema's name narrows, it does not name: what goes is a table, a type, a function of that schema.
        if (columns.Count > 1)
        {
            columns.Remove("nspname");
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.IsAnyWord(i, columns) && IsPattern(tokens, i + 1))
            {
                return true;
            }
        }

        return !QueryPins.Pin(tokens, (column, value) => columns.Contains(column)
            ? !(QueryPins.Column(value) is { } other && columns.Contains(other))
            : column is "oid" && IsValue(value, 0), deep);
    }

    private static HashSet<string> Columns(SqlTokens tokens, bool deep)
    {
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!deep && tokens.Is(i, TokenKind.OpenParenthesis))
            {
                i = tokens.SkipParentheses(i) - 1;
            }

            if (!tokens.Is(i, TokenKind.Identifier))
            {
                continue;
            }

            var qualified = tokens.IsSign(i - 1, ".");
            var relation = qualified ? i - 2 : i;
            if (!tokens.IsWord(relation - 1, "from") && !tokens.IsWord(relation - 1, "join") && !tokens.IsSign(relation - 1, ","))
            {
                continue;
            }

            var name = FoldedNames.Of(tokens.Text(i));
            if (SchemaNameColumns.TryGetValue(name, out var column) && qualified && tokens.IsWord(relation, "information_schema"))
            {
                columns.Add(column);
            }
            else if (NameColumns.TryGetValue(name, out column) && (!qualified || tokens.IsWord(relation, "pg_catalog")))
            {
                columns.Add(column);
            }
        }

        return columns;
    }

    private static bool IsPattern(SqlTokens tokens, int index)
    {
        var i = tokens.IsWord(index, "not") ? index + 1 : index;
        return tokens.IsAnyWord(i, PatternWords) || (tokens.Is(i, TokenKind.Operator) && tokens.Text(i).IndexOf('~') >= 0) || tokens.IsSign(i, "^@");
    }

    private static bool IsValue(SqlTokens tokens, int index) =>
        tokens.IsString(index) || tokens.Is(index, TokenKind.Number) || tokens.Is(index, TokenKind.Parameter)
        || tokens.Is(index, TokenKind.VariableLiteral) || tokens.Is(index, TokenKind.Variable);
}

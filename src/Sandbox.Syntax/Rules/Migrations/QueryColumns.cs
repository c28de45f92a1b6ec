using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>The lists of columns in which a name may stand once: what a statement writes to, what a view or a table made of a query has.</summary>
internal static class QueryColumns
{
    private static readonly HashSet<string> ListEnds = new(StringComparer.OrdinalIgnoreCase) { "from", "into", "where", "group", "order", "limit", "union", "intersect", "except", "window", "having" };

    /// <summary>The targets of each INSERT and each SET in a statement, at its top, in its CTEs and in its MERGE.</summary>
    public static IEnumerable<IEnumerable<NamedColumn>> OfWrites(SqlTokens query)
    {
        for (var i = 0; i < query.Count; i++)
        {
            if (query.IsWord(i, "insert") && InsertTargets(query, i) is { } targets)
            {
                yield return targets.SplitAtCommas().Select(static target => Target(target));
            }
            else if (query.IsWord(i, "update") && AssignmentsOf(query, i) is { } assignments)
            {
                yield return assignments.SplitAtCommas().SelectMany(AssignedColumns);
            }
        }
    }

    /// <summary>The columns of CREATE VIEW, of a materialized view, of CREATE TABLE AS and of SELECT INTO.</summary>
    public static IEnumerable<IEnumerable<NamedColumn>> OfDefinition(SqlTokens definition)
    {
        var view = definition.FindWord(0, "view");
        if (definition.IsWord(0, "create") && view < Math.Min(5, definition.Count))
        {
            var reader = new TokenReader(definition) { At = view + 1 };
            reader.TakeIfNotExists();
            reader.TakeObject();
            if (reader.TakeParentheses() is { } columns)
            {
                yield return columns.SplitAtCommas().Select(static column => Target(column));
                yield break;
            }
        }
        else if (!definition.IsWord(0, "select") && !(definition.IsWord(0, "create") && definition.FindWord(1, "table") < definition.FindWord(1, "as")))
        {
            yield break;
        }

        var select = definition.FindWord(0, "select");
        if (select < definition.Count)
        {
            yield return Outputs(definition.From(select + 1));
        }
    }

    private static SqlTokens? InsertTargets(SqlTokens query, int insert)
    {
        var reader = new TokenReader(query) { At = insert + 1 };
        if (reader.Take("into"))
        {
            reader.TakeObject();
            _ = reader.Take("as") ? reader.TakeName() : null;
        }

        return reader.TakeParentheses() is { } columns && !columns.IsWord(0, "select") && !columns.IsWord(0, "values") && !columns.IsWord(0, "with") ? columns : null;
    }

    /// <summary>What stands behind the SET of an UPDATE, up to its next clause or the parenthesis that closes its CTE.</summary>
    private static SqlTokens? AssignmentsOf(SqlTokens query, int update)
    {
        var set = update + 1;
        while (set < query.Count && set <= update + 8 && !query.IsWord(set, "set"))
        {
            set++;
        }

        if (!query.IsWord(set, "set"))
        {
            return null;
        }

        var end = query.FindWord(set, "from", "where", "returning", "when");
        for (var i = set; i < end; i++)
        {
            if (query.Is(i, TokenKind.OpenParenthesis))
            {
                i = query.SkipParentheses(i) - 1;
            }
            else if (query.Is(i, TokenKind.CloseParenthesis))
            {
                end = i;
            }
        }

        return query.Between(set + 1, end);
    }

    private static IEnumerable<NamedColumn> AssignedColumns(SqlTokens assignment)
    {
        if (assignment.Is(0, TokenKind.OpenParenthesis))
        {
            return new TokenReader(assignment).TakeParentheses()!.Value.SplitAtCommas().Select(static target => Target(target));
        }

        return assignment.IsSign(1, "=") || assignment.IsSign(1, ".") || assignment.IsSign(1, "[") ? [Target(assignment) with { Tokens = assignment }] : [];
    }

    private static NamedColumn Target(SqlTokens target) =>
        new(target.Name(0) ?? string.Empty, target.Between(0, 1), target.IsSign(1, ".") || target.IsSign(1, "["));

    /// <summary>The names that a query's own list of outputs gives (parse_target.c, FigureColname); those of no name are left out.</summary>
    private static IEnumerable<NamedColumn> Outputs(SqlTokens query)
    {
        var start = query.IsWord(0, "all") || (query.IsWord(0, "distinct") && !query.IsWord(1, "on")) ? 1 : 0;
        var end = start;
        while (end < query.Count && !query.IsAnyWord(end, ListEnds) && !query.Is(end, TokenKind.CloseParenthesis))
        {
            end = query.Is(end, TokenKind.OpenParenthesis) ? query.SkipParentheses(end) : end + 1;
        }

        foreach (var item in query.Between(start, end).SplitAtCommas())
        {
            var last = item.Count - 1;
            if (item.Name(last) is { } name && (last == 0 || item.IsWord(last - 1, "as") || item.IsSign(last - 1, ".") || EndsValue(item, last - 1)))
            {
                yield return new NamedColumn(name, item);
            }
            else if (item.Name(0) is { } function && item.Is(1, TokenKind.OpenParenthesis) && item.SkipParentheses(1) == item.Count)
            {
                yield return new NamedColumn(function, item);
            }
            else if (item.Count == 1 && (item.IsString(0) || item.Is(0, TokenKind.Number)))
            {
                yield return new NamedColumn("?column?", item);
            }
        }
    }

    /// <summary>Whether a value is complete here, so that the name behind it can only be its alias.</summary>
    private static bool EndsValue(SqlTokens item, int index) =>
        item.IsString(index) || item.Is(index, TokenKind.Number) || item.Is(index, TokenKind.CloseParenthesis)
        || (item.Is(index, TokenKind.QuotedIdentifier) && index == 0) || (item.Is(index, TokenKind.Identifier) && (index == 0 || item.IsSign(index - 1, ".")));
}

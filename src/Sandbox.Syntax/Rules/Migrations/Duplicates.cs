using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2043: a column that is named twice where it can be named once, and an index that the script has built before.</summary>
internal sealed class Duplicates : MigrationRule
{
    private readonly HashSet<string> _indexes = new(StringComparer.Ordinal);

    public override void Check(MigrationStep step)
    {
        switch (step.Fact)
        {
            case CreateTable table:
                CheckNames(step, table.Columns.Select(static column => (column.Name, column.Tokens.Between(0, 1))));
                break;
            case AlterTable altered:
                CheckNames(step, altered.Actions.Where(static action => action.Column is not null).Select(static action => (action.Name!, action.Tokens)));
                break;
            case CreateIndex index when !_indexes.Add(Shape(index)):
                step.Report(RuleRegistry.Duplicate, $"the script has built the same index on {index.Table.Shown} before");
                break;
            case OtherStatement { Tokens: var query }:
                CheckQuery(step, query);
                break;
        }
    }

    private static void CheckQuery(MigrationStep step, SqlTokens query)
    {
        if (query.IsWord(0, "insert") && query.IsWord(1, "into"))
        {
            var reader = new TokenReader(query) { At = 2 };
            reader.TakeObject();
            _ = reader.Take("as") ? reader.TakeName() : null;
            if (reader.TakeParentheses() is { } columns && !columns.IsWord(0, "select") && !columns.IsWord(0, "values"))
            {
                CheckNames(step, columns.SplitAtCommas().Where(static column => column.Count == 1).Select(static column => (column.Name(0) ?? string.Empty, column)));
            }
        }
        else if (query.IsWord(0, "update"))
        {
            var set = query.FindWord(1, "set");
            var assignments = query.Between(set + 1, query.FindWord(set, "from", "where", "returning"));
            CheckNames(step, assignments.SplitAtCommas().Where(static item => item.IsSign(1, "=")).Select(static item => (item.Name(0) ?? string.Empty, item)));
        }
    }

    private static void CheckNames(MigrationStep step, IEnumerable<(string Name, SqlTokens Part)> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, part) in names)
        {
            if (name.Length > 0 && name.IndexOf(MappedText.Hole) < 0 && !seen.Add(name))
            {
                step.Report(RuleRegistry.Duplicate, part, $"{name} is named twice: the statement fails");
            }
        }
    }

    /// <summary>All of the definition but the index's name.</summary>
    private static string Shape(CreateIndex index)
    {
        var tokens = index.Tokens;
        var on = tokens.FindWord(0, "on");
        return (tokens.IsWord(1, "unique") ? "unique " : string.Empty) + string.Join(" ", Enumerable.Range(on, Math.Max(0, tokens.Count - on)).Select(i => tokens.Is(i, TokenKind.Identifier) ? tokens.Name(i) : tokens.Text(i).ToString()));
    }
}

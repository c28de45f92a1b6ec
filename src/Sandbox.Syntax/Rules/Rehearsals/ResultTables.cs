using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Rehearsals;

/// <summary>SBX1106: tables of checks (a column <c>check_name</c> or <c>check</c>) that carry no verdict, or that no query reads.</summary>
internal sealed class ResultTables(RuleRun run)
{
    private readonly Dictionary<string, PendingFinding> _unread = new(StringComparer.Ordinal);
    private readonly List<(PendingFinding Finding, string Table)> _withoutVerdict = [];

    public void Take(StatementFact fact)
    {
        if (fact is CreateTable { IsTable: true } table && Columns(table) is var columns && columns.Exists(static column => column is "check_name" or "check"))
        {
            var name = table.Name.Tokens;
            var finding = run.Defer(RuleRegistry.UnreadResults, name.Source, name[0].Start, name[name.Count - 1].End);
            if (!columns.Exists(static column => column is "verdict" or "pass"))
            {
                _withoutVerdict.Add((finding, table.Name.Shown));
            }

            _unread[table.Name.Name] = finding;
        }
        else if (_unread.Count > 0)
        {
            NoteReads(fact.Tokens);
        }
    }

    /// <summary>The columns that a table is given, or those of the query that fills it.</summary>
    private static List<string> Columns(CreateTable table) => table.Columns.Count > 0 ? table.Columns.ConvertAll(static column => column.Name) : [.. QueryResult.Names(table.Tokens)];

    public void End()
    {
        foreach (var (finding, table) in _withoutVerdict)
        {
            run.Report(finding, $"{table} has checks, and neither a column verdict nor a column pass: nothing fails where a check does");
        }

        foreach (var unread in _unread)
        {
            run.Report(unread.Value, $"nothing reads {unread.Key}: SELECT from it before the end, so that the verdicts are seen");
        }
    }

    /// <summary>A table behind FROM, JOIN, TABLE or COPY is read; behind INSERT INTO or UPDATE it is not.</summary>
    private void NoteReads(SqlTokens tokens)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            var name = tokens.IsSign(i + 1, ".") ? null : tokens.Name(i);
            var first = tokens.IsSign(i - 1, ".") ? i - 2 : i;
            if (name is not null && _unread.ContainsKey(name)
                && ((tokens.IsWord(first - 1, "from") && !tokens.IsWord(first - 2, "delete")) || tokens.IsWord(first - 1, "join") || tokens.IsWord(first - 1, "table") || tokens.IsWord(first - 1, "copy") || tokens.IsSign(first - 1, ",")))
            {
                _unread.Remove(name);
            }
        }
    }
}

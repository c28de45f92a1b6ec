using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>One statement, with what held before it.</summary>
internal sealed class MigrationStep(RuleRun run, ScriptState state, StatementFact fact, TextContext context)
{
    public StatementFact Fact => fact;

    public ScriptState State => state;

    /// <summary>It stands in a body or a literal that another statement executes.</summary>
    public bool IsNested => context.InBody || context.Depth > 0;

    /// <summary>The actions on a table that was there before the script.</summary>
    public IEnumerable<TableAction> Actions =>
        fact is AlterTable { Kind: "table" or "foreign table" } altered && !state.IsNew(altered.Name) ? altered.Actions : [];

    /// <summary>The table that is altered.</summary>
    public ObjectName Table => ((AlterTable)fact).Name;

    /// <summary>The columns that come to a table that was there before the script.</summary>
    public IEnumerable<ColumnFact> AddedColumns
    {
        get
        {
            foreach (var action in Actions)
            {
                if (action.Column is { } column)
                {
                    yield return column;
                }
            }
        }
    }

    /// <summary>All types that columns get: of new tables, new columns, changed columns. Temporary tables are left out.</summary>
    public IEnumerable<(string Column, TypeFact Type)> Types
    {
        get
        {
            var columns = fact is CreateTable { IsTemporary: false } table ? table.Columns : [];
            var actions = fact is AlterTable { Kind: "table" or "foreign table" } altered ? altered.Actions : [];
            foreach (var column in columns)
            {
                if (column.Type is { } type)
                {
                    yield return (column.Name, type);
                }
            }

            foreach (var action in actions)
            {
                if ((action.Type ?? action.Column?.Type) is { } type)
                {
                    yield return (action.Name ?? string.Empty, type);
                }
            }
        }
    }

    public void Report(Rule rule, SqlTokens part, string message)
    {
        if (part.Count > 0)
        {
            run.Report(rule, part.Source, part[0].Start, part[part.Count - 1].End, message);
        }
    }

    /// <summary>Reports the statement.</summary>
    public void Report(Rule rule, string message) => Report(rule, fact.Tokens, message);

    public PendingFinding Defer(Rule rule, SqlTokens part) => run.Defer(rule, part.Source, part[0].Start, part[part.Count - 1].End);
}

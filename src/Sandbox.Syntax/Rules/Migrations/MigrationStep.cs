using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>One statement, with what held before it.</summary>
internal sealed class MigrationStep(RuleRun run, ScriptState state, StatementFact fact, TextContext context)
{
    private static readonly List<TableAction> s_none = [];

    public StatementFact Fact => fact;

    public ScriptState State => state;

    /// <summary>It stands in a body or a literal that another statement executes.</summary>
    public bool IsNested => context.InBody || context.Depth > 0;

    /// <summary>The actions on a table that was there before the script.</summary>
    public List<TableAction> Actions { get; } = fact is AlterTable { Kind: "table" or "foreign table" } altered && !state.IsNew(altered.Name) ? altered.Actions : s_none;

    /// <summary>The table that is altered.</summary>
    public ObjectName Table => ((AlterTable)fact).Name;

    /// <summary>All types that columns get: of new tables, new columns, changed columns. Temporary tables are left out.</summary>
    public IEnumerable<(string Column, TypeFact Type)> Types => fact switch
    {
        CreateTable { IsTemporary: false } table =>
            from column in table.Columns where column.Type is not null select (column.Name, column.Type),
        AlterTable { Kind: "table" or "foreign table" } altered =>
            from action in altered.Actions let type = action.Type ?? action.Column?.Type where type is not null select (action.Name ?? string.Empty, type),
        _ => [],
    };

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

using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2035: what fails where it ran before, outside a transaction that would have taken it back.</summary>
internal sealed class RerunSafety : MigrationRule
{
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    public override void Check(MigrationStep step)
    {
        if (step.Fact is AlterTable altered)
        {
            altered.Actions.ForEach(action => CheckAction(step, action));
            return;
        }

        var fails = step.Fact switch
        {
            CreateIndex index => index is { IsConditional: false, Name: not null } && (index.Concurrently || !step.State.InBlock),
            _ when step.State.InBlock => false,
            CreateTable table => !table.IsConditional && !(table.IsTemporary && table.DropsOnCommit),
            DropObjects drop => !drop.IsConditional && drop.Kind is "index" or "table" or "type",
            _ => false,
        };
        if (fails && !step.State.IsRoutine)
        {
            Report(step, step.Fact.Tokens, step.Fact is DropObjects ? "IF EXISTS" : "IF NOT EXISTS");
        }
    }

    private void CheckAction(MigrationStep step, TableAction action)
    {
        if (action is { Kind: TableActionKind.DropConstraint, Name: { } dropped })
        {
            _dropped.Add(dropped);
        }

        if (step.State.InBlock || step.State.IsRoutine)
        {
            return;
        }

        switch (action.Kind)
        {
            case TableActionKind.AddColumn or TableActionKind.DropColumn or TableActionKind.DropConstraint when !action.IsConditional:
                Report(step, action.Tokens, action.Kind == TableActionKind.AddColumn ? "IF NOT EXISTS" : "IF EXISTS");
                break;
            case TableActionKind.AddConstraint when action.Name is null || !_dropped.Contains(action.Name):
            case TableActionKind.RenameColumn or TableActionKind.Rename or TableActionKind.RenameConstraint:
                step.Report(RuleRegistry.NotRerunnable, action.Tokens, "fails where the script ended half way and is run again: put it into a transaction");
                break;
        }
    }

    private static void Report(MigrationStep step, SqlTokens part, string words) =>
        step.Report(RuleRegistry.NotRerunnable, part, $"fails where the script ended half way and is run again: say {words}, or put it into a transaction");
}

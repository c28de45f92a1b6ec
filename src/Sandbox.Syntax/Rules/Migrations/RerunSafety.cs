using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2035: what fails, or locks the table for nothing, where it ran before, outside a transaction that would have taken it back.</summary>
internal sealed class RerunSafety : MigrationRule
{
    /// <summary>The constraints that the script has dropped and not added again.</summary>
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    /// <summary>All constraints that the script has dropped or added.</summary>
    private readonly HashSet<string> _constraints = new(StringComparer.Ordinal);

    public override void Check(MigrationStep step)
    {
        if (step.Fact is AlterTable altered)
        {
            altered.Actions.ForEach(action => CheckAction(step, altered, action));
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

    private void CheckAction(MigrationStep step, AlterTable altered, TableAction action)
    {
        var isSafe = IsSafe(action);
        if (isSafe || step.State.InBlock || step.State.IsRoutine)
        {
            return;
        }

        switch (action.Kind)
        {
            case TableActionKind.AddColumn or TableActionKind.DropColumn or TableActionKind.DropConstraint:
                Report(step, action.Tokens, action.Kind == TableActionKind.AddColumn ? "IF NOT EXISTS" : "IF EXISTS");
                break;
            case TableActionKind.AddConstraint or TableActionKind.RenameColumn or TableActionKind.Rename or TableActionKind.RenameConstraint:
                step.Report(RuleRegistry.NotRerunnable, action.Tokens, "fails where the script ended half way and is run again: put it into a transaction");
                break;
            default:
                if (altered.Kind is "table")
                {
                    step.Report(RuleRegistry.NotRerunnable, action.Tokens, "locks the table a second time where the script ended half way and is run again: put it into a transaction");
                }

                break;
        }
    }

    /// <summary>Whether an action may run twice. A constraint that the script drops before may be added once.</summary>
    private bool IsSafe(TableAction action)
    {
        var name = action.Name ?? string.Empty;
        switch (action.Kind)
        {
            case TableActionKind.DropConstraint:
                _dropped.Add(name);
                _constraints.Add(name);
                return action.IsConditional;
            case TableActionKind.AddConstraint:
                _constraints.Add(name);
                return _dropped.Remove(name);
            case TableActionKind.ValidateConstraint:
                return _constraints.Contains(name);
            default:
                return action.IsConditional;
        }
    }

    private static void Report(MigrationStep step, SqlTokens part, string words) =>
        step.Report(RuleRegistry.NotRerunnable, part, $"fails where the script ended half way and is run again: say {words}, or put it into a transaction");
}

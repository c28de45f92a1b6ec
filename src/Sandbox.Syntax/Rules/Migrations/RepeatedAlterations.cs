using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2012: a second statement alters a table, where one would lock and scan it once.</summary>
internal sealed class RepeatedAlterations : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        if (step.Fact is TransactionFact { Step: not TransactionStep.Within })
        {
            step.State.Altered.Clear();
        }

        if (step.Fact is TransactionFact or SettingFact)
        {
            return;
        }

        var table = step.Actions.Any() && step.Table.IsKnown && step.Actions.All(action => step.State.InBlock ? IsNoRename(action) : IsCombinable(action)) ? step.Table : null;
        if (table is not null && step.State.Altered.TryGetValue(table.Name, out var setNotNull) && !(setNotNull && step.Actions.All(static action => action.Kind == TableActionKind.DropConstraint)))
        {
            step.Report(RuleRegistry.RepeatedAlteration, $"the script alters {table.Shown} before, too: one ALTER TABLE with all actions locks it once, and scans it once");
        }

        if (!step.State.InBlock)
        {
            Forget(step.State.Altered, step.Fact.Tokens);
        }

        if (table is not null)
        {
            // In one statement the CHECK that proves it would be dropped first.
            step.State.Altered[table.Name] = step.Actions.Any(static action => action.Kind == TableActionKind.SetNotNull);
        }
    }

    /// <summary>Outside a transaction what a statement does to a table between two alterations may be what the second one needs.</summary>
    private static void Forget(Dictionary<string, bool> altered, SqlTokens tokens)
    {
        for (var i = 0; altered.Count > 0 && i < tokens.Count; i++)
        {
            if (tokens.Name(i) is { } name)
            {
                altered.Remove(name);
            }
        }
    }

    /// <summary>A rename stands alone.</summary>
    private static bool IsNoRename(TableAction action) =>
        action.Kind is not (TableActionKind.Rename or TableActionKind.RenameColumn or TableActionKind.RenameConstraint or TableActionKind.SetSchema);

    /// <summary>To validate in the same statement would undo NOT VALID.</summary>
    private static bool IsCombinable(TableAction action) =>
        action.Kind is TableActionKind.AddColumn or TableActionKind.DropColumn or TableActionKind.SetNotNull or TableActionKind.DropNotNull or TableActionKind.SetType or TableActionKind.DropConstraint
        || (action.Kind == TableActionKind.AddConstraint && action.Constraint is { NotValid: false });
}

using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2012: two statements in a row alter one table, where one would lock and scan it once.</summary>
internal sealed class RepeatedAlterations : MigrationRule
{
    private string? _last;

    public override void Check(MigrationStep step)
    {
        if (step.Fact is TransactionFact or SettingFact)
        {
            return;
        }

        var table = step.Actions.Any() && step.Table.IsKnown && step.Actions.All(IsCombinable) ? step.Table.Shown : null;
        if (table is not null && string.Equals(table, _last, StringComparison.Ordinal))
        {
            step.Report(RuleRegistry.RepeatedAlteration, $"the statement before alters {table}, too: one ALTER TABLE with both actions locks it once, and scans it once");
        }

        _last = table;
    }

    /// <summary>Renames stand alone, and to validate in the same statement would undo NOT VALID.</summary>
    private static bool IsCombinable(TableAction action) =>
        action.Kind is TableActionKind.AddColumn or TableActionKind.DropColumn or TableActionKind.SetNotNull or TableActionKind.DropNotNull or TableActionKind.SetType or TableActionKind.DropConstraint
        || (action.Kind == TableActionKind.AddConstraint && action.Constraint is { NotValid: false });
}

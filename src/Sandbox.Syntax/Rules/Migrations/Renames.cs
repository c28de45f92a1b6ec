using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2024, SBX2025: columns and tables in use that get another name.</summary>
internal sealed class Renames : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        foreach (var action in step.Actions)
        {
            if (action.Kind == TableActionKind.RenameColumn)
            {
                step.Report(RuleRegistry.ColumnRenamed, action.Tokens, $"programs that know the column as {action.Name} fail from this moment: add {action.NewName}, fill both, move the programs, drop the old one");
            }
            else if (action.Kind == TableActionKind.Rename)
            {
                step.Report(RuleRegistry.TableRenamed, action.Tokens, $"programs that know the table as {step.Table.Shown} fail from this moment: leave a view under the old name");
            }
        }
    }
}

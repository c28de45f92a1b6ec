using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2021, SBX2022: columns and tables in use that are dropped.</summary>
internal sealed class Removals : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        foreach (var action in step.Actions)
        {
            if (action.Kind == TableActionKind.DropColumn)
            {
                step.Report(RuleRegistry.ColumnDropped, action.Tokens, $"programs that still read or write {action.Name} fail: take it out of them first");
            }
        }

        if (step.Fact is DropObjects { Kind: "table" or "foreign table" } drop && drop.Names.Find(name => !step.State.IsNew(name)) is { } table)
        {
            step.Report(RuleRegistry.TableDropped, $"its rows are gone, and programs that still use {table.Shown} fail: rename it first, and drop it when nobody asked for it");
        }
    }
}

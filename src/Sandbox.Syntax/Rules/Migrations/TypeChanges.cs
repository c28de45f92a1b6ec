using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2003, SBX2005: a table in use gets a column of type json, or a column's type changes.</summary>
internal sealed class TypeChanges : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        foreach (var action in step.Actions)
        {
            if ((action.Type ?? action.Column?.Type) is { Name: "json", IsArray: false })
            {
                step.Report(RuleRegistry.JsonColumn, action.Tokens, $"json has no equality: SELECT DISTINCT and GROUP BY over {step.Table.Shown} fail; use jsonb");
            }

            if (action.Kind == TableActionKind.SetType)
            {
                step.Report(RuleRegistry.TypeChangeRewrites, action.Tokens, $"{step.Table.Shown} is written anew while nobody can read or write it, unless the old type has the same bytes: add a column and move the values over in batches");
            }
        }
    }
}

using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2003, SBX2005: a table gets a column of type json, or a column of a table in use another type.</summary>
internal sealed class TypeChanges : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        if (step.Fact is CreateTable { IsTemporary: false } created)
        {
            created.Columns.FindAll(static column => IsJson(column.Type)).ForEach(column => ReportJson(step, created.Name, column.Tokens));
        }
        else if (step.Fact is AlterTable { Kind: "table" or "foreign table" } altered)
        {
            altered.Actions.FindAll(static action => IsJson(action.Type ?? action.Column?.Type)).ForEach(action => ReportJson(step, altered.Name, action.Tokens));
        }

        foreach (var action in step.Actions)
        {
            if (action.Kind == TableActionKind.SetType)
            {
                step.Report(RuleRegistry.TypeChangeRewrites, action.Tokens, $"{step.Table.Shown} is written anew while nobody can read or write it, unless the old type has the same bytes: add a column and move the values over in batches");
            }
        }
    }

    private static bool IsJson(TypeFact? type) => type is { Name: "json", IsArray: false };

    private static void ReportJson(MigrationStep step, ObjectName table, SqlTokens part) =>
        step.Report(RuleRegistry.JsonColumn, part, $"json has no equality: SELECT DISTINCT and GROUP BY over {table.Shown} fail; use jsonb");
}

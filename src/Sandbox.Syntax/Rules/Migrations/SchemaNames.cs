using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2036: a table without its schema is looked for along whatever search_path is set.</summary>
internal sealed class SchemaNames : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        IEnumerable<ObjectName> names = step.Fact switch
        {
            CreateTable { IsTemporary: false, IsTable: true } table => [table.Name],
            AlterTable { Kind: "table" } altered => [altered.Name],
            DropObjects { Kind: "table" } drop => drop.Names,
            _ => [],
        };
        foreach (var name in names)
        {
            if (name is { Schema: null, IsKnown: true })
            {
                step.Report(RuleRegistry.TableWithoutSchema, name.Tokens, $"{name.Name} is another table under another search_path: name its schema");
            }
        }
    }
}

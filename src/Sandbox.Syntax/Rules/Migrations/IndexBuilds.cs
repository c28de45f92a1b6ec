using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2006, SBX2028: indexes that are built or dropped while others wait.</summary>
internal sealed class IndexBuilds : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        if (step.Fact is CreateIndex { Concurrently: false } index && !step.State.IsNew(index.Table))
        {
            step.Report(RuleRegistry.IndexBuiltUnderLock, $"writes to {index.Table.Shown} wait until it is built: CREATE INDEX CONCURRENTLY lets them through");
        }
        else if (step.Fact is DropObjects { Kind: "index", Concurrently: false } drop && drop.Names.Find(name => !step.State.IsNew(name)) is { } dropped)
        {
            step.Report(RuleRegistry.IndexDroppedUnderLock, $"nobody can read or write the table of {dropped.Shown} while this waits and runs: DROP INDEX CONCURRENTLY lets them through");
        }
    }
}

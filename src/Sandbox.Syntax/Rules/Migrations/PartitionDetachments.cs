using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2029: a partition is detached while nobody can read the table.</summary>
internal sealed class PartitionDetachments : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        foreach (var action in step.Actions)
        {
            if (action is { Kind: TableActionKind.DetachPartition, Concurrently: false } && step.State.ServerVersion >= 14)
            {
                step.Report(RuleRegistry.PartitionDetachedUnderLock, action.Tokens, $"nobody can read or write {step.Table.Shown} while this waits and runs: DETACH PARTITION ... CONCURRENTLY lets them through");
            }
        }
    }
}

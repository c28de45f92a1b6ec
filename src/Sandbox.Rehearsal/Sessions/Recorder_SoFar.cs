using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Sessions;

/// <content>What can be told while the script goes on.</content>
internal sealed partial class Recorder
{
    /// <summary>What the tables were written so far, while the script goes on.</summary>
    public async Task<EffectSummary> SoFarAsync(CancellationToken cancellationToken)
    {
        await LogAsync(cancellationToken);
        var standing = Log.Standing;
        return new EffectSummary
        {
            Tables =
            [
                .. Log.Work.Select(table => EffectOf(table.Key, table.Value) with { Net = standing.GetValueOrDefault(table.Key, RowCounts.None), Dropped = _probe!.Dropped.Contains(table.Key) })
                    .OrderBy(static table => table.Table, StringComparer.Ordinal),
            ],
            Notices = [.. _notices],
        };
    }
}

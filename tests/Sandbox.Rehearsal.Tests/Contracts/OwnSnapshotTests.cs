using Sandbox.Contracts;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Contracts;

/// <summary>Our own store holds what an adapter for another one has to hold.</summary>
public sealed class OwnSnapshotTests : SnapshotContract
{
    protected override async Task<bool> MatchesAsync(Report report, string folder, string name)
    {
        var text = SnapshotText.Of(report.Scripts.Single(), SnapshotContent.Results);
        return (await SnapshotStore.CompareAsync(SnapshotNaming.For(Path.Combine(folder, name + ".sql")), text, Token)).Status == SnapshotStatus.Matched;
    }
}

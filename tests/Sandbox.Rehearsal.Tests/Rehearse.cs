using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests;

/// <summary>Rehearses scripts that a test writes, on real clones.</summary>
internal static class Rehearse
{
    /// <summary>Rehearses a text on a clone of its own, without a snapshot.</summary>
    public static async Task<Report> TextAsync(string text, string? fixture = null, params (string Name, string Value)[] variables)
    {
        using var folder = new TempFolder();
        return await FileAsync(folder, text, fixture, request => request with { Variables = variables, Snapshot = SnapshotContent.None });
    }

    /// <summary>Rehearses a text in the way that a test asks for.</summary>
    public static async Task<Report> TextAsync(string text, string? fixture, Func<RehearsalRequest, RehearsalRequest> configure)
    {
        using var folder = new TempFolder();
        return await FileAsync(folder, text, fixture, request => configure(request with { Snapshot = SnapshotContent.None }));
    }

    /// <summary>Rehearses a text as <c>script.sql</c> in a folder.</summary>
    public static async Task<Report> FileAsync(TempFolder folder, string text, string? fixture, Func<RehearsalRequest, RehearsalRequest> configure)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var script = Path.Combine(folder.Path, "script.sql");
        await File.WriteAllTextAsync(script, text, cancellationToken);
        if (fixture is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "clone.sql"), fixture, cancellationToken);
        }

        var name = fixture is null ? await TestServer.CreateDatabaseAsync("gov_test") : await TestServer.CreateFilledAsync("gov_test", fixture);
        return await Rehearser.RunAsync(
            configure(new RehearsalRequest
            {
                Paths = [script],
                Target = TestServer.Server.Target(name),
                Policy = new Policy { RehearseAllow = ["gov_test_*"] },
            }),
            cancellationToken);
    }

    /// <summary>The only script of a report.</summary>
    public static ScriptReport Script(this Report report)
    {
        report.Scripts.Count.ShouldBe(1, report.Message);
        return report.Scripts[0];
    }
}

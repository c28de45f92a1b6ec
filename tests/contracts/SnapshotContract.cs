using System.Text;
using NUnit.Framework;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Shouldly;

namespace Sandbox.Contracts;

/// <summary>
/// What everything has to hold that keeps accepted results in files: the canonical text, to the byte, and what it takes for equal. The report is a real one; a test of a store derives from
/// this and says how that compares.
/// </summary>
[CancelAfter(300_000)]
public abstract class SnapshotContract
{
    private static readonly SemaphoreSlim s_rehearsing = new(1, 1);
    private static Report? s_report;

    private DirectoryInfo _folder = null!;

    /// <summary>Cancels the test.</summary>
    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>Whether what the only script of a report returned is what was accepted under a name, of which <c>NAME.verified.txt</c> and <c>NAME.received.txt</c> are made.</summary>
    protected abstract Task<bool> MatchesAsync(Report report, string folder, string name);

    private string Verified => Path.Combine(_folder.FullName, "results.verified.txt");

    private string Received => Path.Combine(_folder.FullName, "results.received.txt");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sandbox-contract-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task What_nobody_accepted_is_received_as_the_canonical_text()
    {
        var report = await RehearseAsync();

        (await MatchesAsync(report, _folder.FullName, "results")).ShouldBeFalse();

        var bytes = await File.ReadAllBytesAsync(Received, Token);
        bytes.Take(3).ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(bytes.AsSpan(3)).ShouldBe("| who | what |\n|---|---|\n| Zoë | a \\| b |\n| \\N | two\\nlines |");
        File.Exists(Verified).ShouldBeFalse();
    }

    [Test]
    public async Task What_was_accepted_matches_and_nothing_is_received()
    {
        var report = await RehearseAsync();
        await MatchesAsync(report, _folder.FullName, "results");
        File.Move(Received, Verified);

        (await MatchesAsync(report, _folder.FullName, "results")).ShouldBeTrue();

        File.Exists(Received).ShouldBeFalse();
    }

    [Test]
    public async Task What_an_editor_does_to_line_ends_is_overlooked()
    {
        var report = await RehearseAsync();
        await MatchesAsync(report, _folder.FullName, "results");
        await File.WriteAllTextAsync(Verified, (await File.ReadAllTextAsync(Received, Token)).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n", Encoding.UTF8, Token);

        (await MatchesAsync(report, _folder.FullName, "results")).ShouldBeTrue();
    }

    [Test]
    public async Task One_character_more_is_another_text()
    {
        var report = await RehearseAsync();
        await MatchesAsync(report, _folder.FullName, "results");
        await File.WriteAllTextAsync(Verified, (await File.ReadAllTextAsync(Received, Token)).Replace("Zoë", "Zoé", StringComparison.Ordinal), Encoding.UTF8, Token);

        (await MatchesAsync(report, _folder.FullName, "results")).ShouldBeFalse();

        (await File.ReadAllTextAsync(Received, Token)).ShouldContain("Zoë");
        (await File.ReadAllTextAsync(Verified, Token)).ShouldContain("Zoé");
    }

    /// <summary>One rehearsal serves all tests: they compare its report and change nothing.</summary>
    private static async Task<Report> RehearseAsync()
    {
        await s_rehearsing.WaitAsync(Token);
        try
        {
            return s_report ??= await RehearseOnceAsync();
        }
        finally
        {
            s_rehearsing.Release();
        }
    }

    private static async Task<Report> RehearseOnceAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-contract-");
        try
        {
            var script = Path.Combine(folder.FullName, "script.sql");
            await File.WriteAllTextAsync(script, "SELECT * FROM (VALUES ('Zoë', 'a | b'), (NULL, E'two\\nlines')) AS t (who, what);\n", Token);
            await using var server = await Throwaway.StartAsync(new ThrowawayOptions(), Token);
            return await Rehearser.RunAsync(new RehearsalRequest { Paths = [script], Policy = new Policy { RehearseAllow = ["contract_test"] }, Snapshot = SnapshotContent.None }, server, Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Globalization;
using NUnit.Framework;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;
using Shouldly;

namespace Sandbox.Contracts;

/// <summary>What every kind of server has to hold, whoever starts it; a test of a kind derives from this and says how one is started.</summary>
[CancelAfter(300_000)]
public abstract class ServerContract
{
    /// <summary>Cancels the test.</summary>
    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>Starts a server; the test ends it.</summary>
    protected abstract Task<IServer> StartAsync();

    [Test]
    public async Task A_server_is_who_it_says_it_is()
    {
        await using var server = await StartAsync();

        (await AskAsync(server, "SELECT current_setting('cluster_name')")).ShouldBe(server.Identity.ClusterName);
        (await AskAsync(server, "SELECT current_setting('data_directory')")).ShouldBe(server.Identity.DataDirectory);
        (await AskAsync(server, "SELECT system_identifier FROM pg_control_system()")).ShouldBe(server.Identity.SystemIdentifier.ToString(CultureInfo.InvariantCulture));
        (await AskAsync(server, "SELECT current_setting('server_version_num')::int / 10000")).ShouldBe(server.Version.Major.ToString(CultureInfo.InvariantCulture));
        (await AskAsync(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).ShouldBe("t");
        ServerChoice.Parse(server.Choice.ToString()).ShouldBe(server.Choice, "what starts another one like it can be written down");
    }

    [Test]
    public async Task The_guard_tells_one_server_from_another()
    {
        await using var server = await StartAsync();
        await using var other = await StartAsync();
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Token);

        (await CloneGuard.EnsureAsync(session, Policy.None, server, Token)).ShouldAllBe(static check => check.Passed);
        await Should.ThrowAsync<GuardException>(() => CloneGuard.EnsureAsync(session, Policy.None, other, Token));
    }

    [Test]
    public async Task Scripts_are_rehearsed_on_it_and_it_is_proven_that_nothing_is_left()
    {
        await using var server = await StartAsync();
        var folder = Directory.CreateTempSubdirectory("sandbox-contract-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "clone.sql"), "CREATE TABLE kept (i int PRIMARY KEY);\nINSERT INTO kept VALUES (1);\n", Token);
            var script = Path.Combine(folder.FullName, "script.sql");
            await File.WriteAllTextAsync(script, "INSERT INTO kept VALUES (2);\nSELECT count(*) FROM kept;\n", Token);

            var report = await Rehearser.RunAsync(new RehearsalRequest { Paths = [script], Policy = new Policy { RehearseAllow = ["contract_test"] }, Snapshot = SnapshotContent.None }, server, Token);

            report.Verdict.ShouldBe(Verdict.Pass, report.Message ?? string.Join('\n', report.Scripts.SelectMany(static script => script.Reasons)));
            report.NetZero!.Proven.ShouldBe(ProofStatus.Proven);
            report.Scripts[0].Results[^1].Rows[0][0].ShouldBe("2");
            report.Scripts[0].Effects.Tables.ShouldNotBeNull().Single(static table => table.Table.EndsWith("kept", StringComparison.Ordinal)).Work!.Inserted.ShouldBe(1);
            (await AskAsync(server, "SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'contract%'")).ShouldBe("0");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Who_ended_it_finds_nobody_there_any_more()
    {
        var server = await StartAsync();
        var target = server.Target("postgres");

        await server.DisposeAsync();

        await Should.ThrowAsync<SandboxException>(async () => await (await WireSession.OpenAsync(target, Token)).DisposeAsync());
    }

    private static async Task<string?> AskAsync(IServer server, string question)
    {
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Token);
        return await session.ScalarAsync(question, Token);
    }
}

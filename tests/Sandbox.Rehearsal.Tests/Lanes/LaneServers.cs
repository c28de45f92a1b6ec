using System.Collections.Concurrent;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Tests.States;

namespace Sandbox.Rehearsal.Tests.Lanes;

/// <summary>A server of each version that the tests of lanes need, which is somebody else's to the rehearsals.</summary>
[SetUpFixture]
internal sealed class LaneServers
{
    private static readonly ConcurrentDictionary<(int Major, string Owner), Lazy<Task<StateServer>>> s_servers = new();
    private static readonly TempFolder s_cache = new();

    public static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>A clone on the server of a version.</summary>
    public static Task<ConnectionTarget> CloneAsync(int major, params string[] statements) => CloneOfAsync("everybody", major, statements);

    /// <summary>A clone on a server on which nobody else's commits disturb a proof: PostgreSQL 13 does not count who opened a database.</summary>
    public static async Task<ConnectionTarget> CloneOfAsync(string owner, int major, params string[] statements) =>
        await (await s_servers.GetOrAdd((major, owner), static key => new Lazy<Task<StateServer>>(() => StateServer.StartAsync(key.Major))).Value).CreateAsync(statements);

    /// <summary>Rehearses a text on a clone, by default in the disposable lane.</summary>
    public static async Task<Report> RehearseAsync(ConnectionTarget clone, string text, Func<RehearsalRequest, RehearsalRequest>? configure = null, CancellationToken? interruption = null)
    {
        using var folder = new TempFolder();
        var request = new RehearsalRequest
        {
            Paths = [await folder.WriteAsync("script.sql", text)],
            Target = clone,
            Policy = new Policy { RehearseAllow = ["state_*"] },
            Server = new() { CacheDirectory = s_cache.Path },
            Lane = Lane.Disposable,
            Snapshot = SnapshotContent.None,
        };
        return await Rehearser.RunAsync(configure?.Invoke(request) ?? request, interruption ?? Token);
    }

    /// <summary>The first value that a question gives.</summary>
    public static async Task<string?> AskAsync(ConnectionTarget target, string question)
    {
        await using var session = await Postgres.Wire.WireSession.OpenAsync(target, Token);
        return await Sandbox.Postgres.SessionExtensions.ScalarAsync(session, question, Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var server in s_servers.Values.Where(static server => server.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }

        s_cache.Dispose();
    }
}

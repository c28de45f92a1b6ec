using Sandbox.Contracts;
using Sandbox.Postgres.Servers;

namespace Sandbox.Rehearsal.Tests.Contracts;

/// <summary>Our own servers hold what an adapter for others has to hold.</summary>
[TestFixture("packaged:13")]
[TestFixture("packaged:18")]
public sealed class OwnServerTests(string choice) : ServerContract
{
    protected override async Task<IServer> StartAsync() => await Throwaway.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse(choice) }, Token);
}

using NUnit.Framework;
using Sandbox.Contracts;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Shouldly;

namespace Sandbox.Testcontainers.Tests;

/// <summary>A server of Testcontainers holds what our own hold. The image is <c>SANDBOX_TESTCONTAINERS_IMAGE</c>, or the official one of PostgreSQL 18.</summary>
public sealed class TestcontainersServerTests : ServerContract
{
    private static TestcontainersOptions Options => Environment.GetEnvironmentVariable("SANDBOX_TESTCONTAINERS_IMAGE") is { Length: > 0 } image ? new TestcontainersOptions { Image = image } : new TestcontainersOptions();

    protected override async Task<IServer> StartAsync() => await TestcontainersServer.StartAsync(Options, Token);

    [Test]
    public async Task It_is_the_container_that_the_engine_names()
    {
        await using var server = await TestcontainersServer.StartAsync(Options, Token);
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Token);

        server.ContainerId.Length.ShouldBe(64);
        (await session.ScalarAsync("SELECT count(*) FROM pg_catalog.pg_ls_dir('/tmp') f (name) WHERE f.name LIKE 'sandbox-%'", Token)).ShouldBe("0", "the word that proved it is gone");
    }

    [Test]
    public async Task What_is_reused_stays_for_the_next()
    {
        var reused = Options with { Reuse = true, Configure = static builder => builder.WithLabel("sandbox.test", "reuse") };
        await using var first = await TestcontainersServer.StartAsync(reused, Token);
        await first.DisposeAsync();

        await using var second = await TestcontainersServer.StartAsync(reused, Token);

        second.ContainerId.ShouldBe(first.ContainerId);
        await using var last = await TestcontainersServer.StartAsync(reused with { Reuse = false }, Token);
        last.ContainerId.ShouldNotBe(first.ContainerId);
    }
}

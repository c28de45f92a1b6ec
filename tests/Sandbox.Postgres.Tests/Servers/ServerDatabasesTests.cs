using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
public sealed class ServerDatabasesTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [TestCase("plain_name")]
    [TestCase("Mixed Case")]
    [TestCase("select")]
    [TestCase("with\"quote; DROP DATABASE postgres; --")]
    [TestCase("büro-'01")]
    public async Task A_database_is_created_empty_and_copied_by_its_exact_name(string name)
    {
        var server = await SharedServer.GetAsync(Cancellation);
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Cancellation);
        var databases = new ServerDatabases(session);
        var copy = name + " copy";

        await databases.CreateAsync(name, Cancellation);
        (await server.AskAsync("SELECT current_database()", name)).ShouldBe(name);
        await server.AskAsync("CREATE TABLE kept (i int)", name);
        await databases.CopyAsync(name, copy, Cancellation);
        (await server.AskAsync("SELECT to_regclass('kept')::text", copy)).ShouldBe("kept");
    }

    [TestCase(13, null)]
    [TestCase(18, "clone")]
    public async Task A_database_is_copied_as_the_version_can(int major, string? method)
    {
        await using var server = await PackagedBinaries.StartAsync(new ThrowawayOptions { Choice = new ServerChoice(BinariesKind.Packaged, major) });
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Cancellation);

        await new ServerDatabases(session).CopyAsync("template1", "copy", Cancellation);

        (await session.ScalarAsync("SELECT current_setting('file_copy_method', true)", Cancellation)).ShouldBe(method);
        (await server.AskAsync("SELECT current_database()", "copy")).ShouldBe("copy");
    }

    [Test]
    public async Task A_name_that_is_taken_or_unknown_is_the_servers_error()
    {
        var server = await SharedServer.GetAsync(Cancellation);
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Cancellation);
        var databases = new ServerDatabases(session);

        (await Should.ThrowAsync<ServerErrorException>(() => databases.CreateAsync("postgres", Cancellation))).Error.SqlState.ShouldBe("42P04");
        (await Should.ThrowAsync<ServerErrorException>(() => databases.CopyAsync("no such database", "copy", Cancellation))).Error.SqlState.ShouldBe("3D000");
    }
}

using Sandbox.Postgres.Servers;

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
        await using var session = await TestSession.OpenAsync(server, Cancellation);
        var databases = new ServerDatabases(session);
        var copy = name + " copy";

        await databases.CreateAsync(name, Cancellation);
        (await server.AskAsync("SELECT current_database()", name)).ShouldBe(name);
        await server.AskAsync("CREATE TABLE kept (i int)", name);
        await databases.CopyAsync(name, copy, Cancellation);
        (await server.AskAsync("SELECT to_regclass('kept')::text", copy)).ShouldBe("kept");
    }

    [Test]
    public async Task A_name_that_is_taken_or_unknown_is_the_servers_error()
    {
        var server = await SharedServer.GetAsync(Cancellation);
        await using var session = await TestSession.OpenAsync(server, Cancellation);
        var databases = new ServerDatabases(session);

        (await Should.ThrowAsync<ServerErrorException>(() => databases.CreateAsync("postgres", Cancellation))).Error.SqlState.ShouldBe("42P04");
        (await Should.ThrowAsync<ServerErrorException>(() => databases.CopyAsync("no such database", "copy", Cancellation))).Error.SqlState.ShouldBe("3D000");
    }
}

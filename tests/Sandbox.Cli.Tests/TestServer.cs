using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Cli.Tests;

/// <summary>One server for the assembly's tests: for them it is somebody else's, which only a policy opens.</summary>
[SetUpFixture]
public sealed class TestServer
{
    private static ThrowawayServer? s_server;
    private static int s_names;

    /// <summary>The superuser of every throwaway server on this machine.</summary>
    public static string User => Server.Target("postgres").User;

    /// <summary>A database of the server.</summary>
    public static ConnectionTarget Target(string database) => Server.Target(database);

    private static ThrowawayServer Server => s_server ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>Creates a database of the test's own; it goes with the server.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="statements">What is run in it.</param>
    /// <returns>Its name, and the words that point a command at it.</returns>
    public static async Task<(string Name, string[] Words)> CreateDatabaseAsync(string prefix, params string[] statements)
    {
        var name = $"{prefix}{Interlocked.Increment(ref s_names)}";
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(Server.Target("postgres"), cancellationToken);
        await new ServerDatabases(session).CreateAsync(name, cancellationToken);
        await RunAsync(name, statements);
        var target = Server.Target(name);
        return (name, ["-h", target.Host, "-p", $"{target.Port}", "-U", target.User, "-d", name]);
    }

    /// <summary>Runs statements in a database.</summary>
    public static async Task RunAsync(string database, params string[] statements)
    {
        await using var session = await WireSession.OpenAsync(Server.Target(database), TestContext.CurrentContext.CancellationToken);
        foreach (var statement in statements)
        {
            (await session.ExecuteAsync(statement, [], TestContext.CurrentContext.CancellationToken)).Error.ShouldBeNull(statement);
        }
    }

    /// <summary>The first value that a question gives.</summary>
    public static async Task<string?> AskAsync(string database, string question)
    {
        await using var session = await WireSession.OpenAsync(Server.Target(database), TestContext.CurrentContext.CancellationToken);
        return await Sandbox.Postgres.SessionExtensions.ScalarAsync(session, question, TestContext.CurrentContext.CancellationToken);
    }

    [OneTimeSetUp]
    public async Task StartAsync() => s_server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), TestContext.CurrentContext.CancellationToken);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_server is not null)
        {
            await s_server.DisposeAsync();
        }
    }
}

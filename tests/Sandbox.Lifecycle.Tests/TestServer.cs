using System.Globalization;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Tests;

/// <summary>One server for the assembly's tests. Each test has a pattern of names of its own on it, and a ledger of its own.</summary>
[SetUpFixture]
public sealed class TestServer
{
    private static ThrowawayServer? s_server;
    private static int s_patterns;

    internal static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private static ThrowawayServer Server => s_server ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>A database of the server.</summary>
    internal static ConnectionTarget Target(string database = "postgres") => Server.Target(database);

    /// <summary>A policy that admits names of a test's own: <c>c1_TEST_</c> and digits.</summary>
    /// <param name="records">Where its ledger is kept.</param>
    internal static (Policy Policy, string Prefix) NewPolicy(string records)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"c1_{Interlocked.Increment(ref s_patterns)}_");
        return (new Policy { Path = "sandbox.json", SandboxPattern = $"^{prefix}[0-9]+$", RehearseAllow = [prefix + "*"], SandboxDeny = [prefix + "0"], SandboxOwner = "the tests", SandboxRecords = records }, prefix);
    }

    /// <summary>Runs statements in a database.</summary>
    internal static Task RunAsync(string database, params string[] statements) => RunAsAsync(Target().User, database, statements);

    /// <summary>Runs statements in a database, as a role.</summary>
    internal static async Task RunAsAsync(string role, string database, params string[] statements)
    {
        await using var session = await WireSession.OpenAsync(Target(database) with { User = role }, Token);
        foreach (var statement in statements)
        {
            await session.QueryAsync(statement, Token);
        }
    }

    /// <summary>The first value that a question gives.</summary>
    internal static async Task<string?> AskAsync(string database, string question, params string?[] parameters)
    {
        await using var session = await WireSession.OpenAsync(Target(database), Token);
        return await session.ScalarAsync(question, Token, parameters);
    }

    /// <summary>Whether a database is there.</summary>
    internal static async Task<bool> HasAsync(string database) => await AskAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname = $1", database) is "1";

    [OneTimeSetUp]
    public async Task StartAsync() => s_server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), Token);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_server is not null)
        {
            await s_server.DisposeAsync();
        }
    }
}

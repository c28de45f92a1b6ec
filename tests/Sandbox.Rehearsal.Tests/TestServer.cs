using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests;

/// <summary>One throwaway server for the assembly's tests; each test takes clones of its own.</summary>
[SetUpFixture]
public sealed class TestServer
{
    private static ThrowawayServer? _server;
    private static int _names;

    public static ThrowawayServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    public static Clones Clones { get; private set; } = null!;

    /// <summary>A database's name that no other test uses.</summary>
    public static string FreshName(string prefix = "clone") => $"{prefix}_{Interlocked.Increment(ref _names)}";

    /// <summary>Creates a database of the test's own; dropped with the server.</summary>
    public static async Task<string> CreateDatabaseAsync(string prefix, params string[] statements)
    {
        var name = FreshName(prefix);
        await RunAsync("postgres", $"CREATE DATABASE \"{name}\"");
        await RunAsync(name, statements);
        return name;
    }

    public static async Task<string?> RunAsync(string database, params string[] statements)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(Server.Target(database), cancellationToken);
        string? last = null;
        foreach (var statement in statements)
        {
            last = await Sandbox.Postgres.SessionExtensions.ScalarAsync(session, statement, cancellationToken);
        }

        return last;
    }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), TestContext.CurrentContext.CancellationToken);
        Clones = new Clones(_server, PsqlDialect.Newest);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await Clones.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}

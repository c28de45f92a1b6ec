using System.Collections.Concurrent;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Tests.States;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests;

/// <summary>One throwaway server for the assembly's tests; each test takes clones of its own.</summary>
[SetUpFixture]
public sealed class TestServer
{
    private static readonly ConcurrentDictionary<(string Fixture, string? Owner), Lazy<Task<string>>> s_templates = new();

    private static ThrowawayServer? _server;
    private static int _names;

    public static ThrowawayServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    public static Clones Clones { get; private set; } = null!;

    /// <summary>A database's name that no other test uses.</summary>
    public static string FreshName(string prefix = "clone") => $"{prefix}_{Interlocked.Increment(ref _names)}";

    /// <summary>Creates a database of the test's own; dropped with the server.</summary>
    public static async Task<string> CreateDatabaseAsync(string prefix, params string[] statements)
    {
        var name = await CopyAsync("template0", prefix);
        if (statements.Length > 0)
        {
            await RunAsync(name, statements);
        }

        return name;
    }

    /// <summary>Creates a database of the test's own with what a fixture makes: it runs once for all tests that name it, and what it made is copied.</summary>
    /// <param name="prefix">What the database's name begins with.</param>
    /// <param name="fixture">The body of a block in PL/pgSQL.</param>
    /// <param name="owner">A role of this fixture's, made with it, that owns the database and all in it and is nothing else; null for the superuser.</param>
    public static async Task<string> CreateFilledAsync(string prefix, string fixture, string? owner = null)
    {
        var template = s_templates.GetOrAdd((fixture, owner), static key => new Lazy<Task<string>>(() => BuildAsync(key.Fixture, key.Owner)));
        return await CopyAsync(await template.Value, prefix, owner);
    }

    public static async Task<string?> RunAsync(string database, params string[] statements)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(Server.Target(database), cancellationToken);
        string? last = null;
        foreach (var statement in statements)
        {
            last = await session.ScalarAsync(statement, cancellationToken);
        }

        return last;
    }

    private static async Task<string> BuildAsync(string fixture, string? owner)
    {
        if (owner is not null)
        {
            await RunAsync("postgres", $"CREATE ROLE {owner} LOGIN");
        }

        var name = await CopyAsync("template0", "template", owner);
        var block = $"DO $fixture$ BEGIN {fixture} END $fixture$";
        await RunAsync(name, owner is null ? [block] : [$"ALTER SCHEMA public OWNER TO {owner}", $"SET SESSION AUTHORIZATION {owner}", block]);
        return name;
    }

    private static async Task<string> CopyAsync(string template, string prefix, string? owner = null)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var name = FreshName(prefix);
        await using var session = await WireSession.OpenAsync(Server.Target("postgres"), cancellationToken);
        await new ServerDatabases(session).CopyAsync(template, name, cancellationToken);
        if (owner is not null)
        {
            await session.QueryAsync($"ALTER DATABASE {name} OWNER TO {owner}", cancellationToken);
        }

        return name;
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
        await OwnServer.RemoveTemplateAsync();
        if (_server is not null)
        {
            await Clones.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}

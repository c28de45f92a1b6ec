using System.Collections.Concurrent;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal;

/// <summary>
/// The clones on a throwaway server. A fixture is run once for each clone's name, into a template; a clone is a copy of it. A clone that a rehearsal used is
/// handed out again only after its net-zero was proven; the session that it ran on waits with it for the next rehearsal, where it is as good as new.
/// </summary>
/// <param name="server">The throwaway server.</param>
/// <param name="dialect">Which psql's rules apply to fixtures.</param>
public sealed class Clones(IServer server, PsqlDialect dialect) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Database, string? Fixture), Source> _sources = new();
    private readonly SemaphoreSlim _creating = new(1, 1);

    /// <summary>The server that the clones are on.</summary>
    public IServer Server => server;

    /// <summary>Hands a clone out; give it back with <see cref="Return"/>.</summary>
    /// <param name="database">The clone's name. Where it is taken by another rehearsal, a number is added.</param>
    /// <param name="fixture">The script that builds it; null for an empty database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The fixture failed (<see cref="ExitCode.Usage"/>).</exception>
    public async Task<ConnectionTarget> TakeAsync(string database, string? fixture, CancellationToken cancellationToken)
    {
        var (clone, sessions) = await TakeWarmAsync(database, fixture, cancellationToken);
        if (sessions is not null)
        {
            // Whoever does not use them may want to copy the clone, which nobody may have open then.
            await sessions.DisposeAsync();
        }

        return clone;
    }

    /// <summary>Hands a clone out with the sessions that wait there, which are the caller's to close; null where none do.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    internal async Task<(ConnectionTarget Clone, WarmSessions? Sessions)> TakeWarmAsync(string database, string? fixture, CancellationToken cancellationToken)
    {
        var source = _sources.GetOrAdd((database, fixture is null ? null : Path.GetFullPath(fixture)), static key => new Source(key.Fixture));
        if (source.Free.TryTake(out var free))
        {
            return (server.Target(free.Clone), free.Sessions);
        }

        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (source.Failure is { } failed)
            {
                // A fixture that failed once fails all who ask for it, in the same words.
                throw new SandboxException(failed.ExitCode, failed.Message, failed);
            }

            await using var session = await WireSession.OpenAsync(server.Target("postgres"), cancellationToken);
            var databases = new ServerDatabases(session);
            var name = source.Made == 0 && !_names.Contains(database) ? database : FreeName(database);
            if (source.Template is null && fixture is not null)
            {
                var template = $"sandbox_template_{++_templates}";
                await databases.CreateAsync(template, cancellationToken);
                try
                {
                    await BuildAsync(template, fixture, cancellationToken);
                }
                catch (SandboxException failure) when (failure.ExitCode == ExitCode.Usage)
                {
                    source.Failure = failure;
                    throw;
                }

                source.Template = template;
            }

            await databases.CopyAsync(source.Template ?? "template0", name, cancellationToken);
            _names.Add(name);
            _made.Add(name);
            source.Made++;
            return (server.Target(name), null);
        }
        finally
        {
            _creating.Release();
        }
    }

    private readonly HashSet<string> _names = new(["postgres", "template0", "template1"], StringComparer.Ordinal);

    private int _templates;

    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>Takes a clone back, for the next rehearsal that asks for one like it.</summary>
    /// <param name="database">The name that was asked for.</param>
    /// <param name="fixture">The fixture that was asked for.</param>
    /// <param name="clone">The clone that was handed out.</param>
    /// <param name="isProven">Whether nothing of the rehearsal survived; otherwise the clone is never handed out again.</param>
    public void Return(string database, string? fixture, ConnectionTarget clone, bool isProven) => ReturnWarm(database, fixture, clone, isProven, sessions: null);

    /// <summary>Drops a clone that was handed out and really written to, with whoever is still connected to it.</summary>
    /// <param name="clone">The clone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">It is no clone of this pool.</exception>
    public async Task DropAsync(ConnectionTarget clone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clone);
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (!_made.Contains(clone.Database))
            {
                throw new ArgumentException($"{clone.Database} is no clone of this pool.", nameof(clone));
            }

            await using var session = await WireSession.OpenAsync(server.Target("postgres"), cancellationToken);
            var statement = await session.ScalarAsync("SELECT pg_catalog.format('DROP DATABASE %I WITH (FORCE)', $1::pg_catalog.text)", cancellationToken, clone.Database);
            await session.QueryAsync(statement!, cancellationToken);
            _made.Remove(clone.Database);
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>Closes the sessions that wait; the clones go with their server.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            while (source.Free.TryTake(out var free))
            {
                await (free.Sessions?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }

    /// <summary>Takes a clone back with sessions that the next rehearsal may use; null for none.</summary>
    /// <inheritdoc cref="Return"/>
    internal void ReturnWarm(string database, string? fixture, ConnectionTarget clone, bool isProven, WarmSessions? sessions)
    {
        ArgumentNullException.ThrowIfNull(clone);
        if (isProven && _sources.TryGetValue((database, fixture is null ? null : Path.GetFullPath(fixture)), out var source))
        {
            source.Free.Add((clone.Database, sessions));
        }
    }

    private string FreeName(string database)
    {
        var number = 2;
        while (_names.Contains($"{database}_{number}"))
        {
            number++;
        }

        return $"{database}_{number}";
    }

    private async Task BuildAsync(string database, string fixture, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(server.Target(database), cancellationToken);
        await RealScript.RunAsync(
            session, fixture, new PlayerOptions { Dialect = dialect, Refuses = false }, new PsqlOutput(TextWriter.Null, TextWriter.Null), new FailurePlayback("the fixture", ExitCode.Usage), cancellationToken);
    }

    private sealed class Source(string? fixture)
    {
        public string? Fixture => fixture;

        public ConcurrentBag<(string Clone, WarmSessions? Sessions)> Free { get; } = [];

        public string? Template { get; set; }

        public SandboxException? Failure { get; set; }

        public int Made { get; set; }
    }
}

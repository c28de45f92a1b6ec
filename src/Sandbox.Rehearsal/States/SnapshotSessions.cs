using System.Collections.Concurrent;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.States;

/// <summary>Sessions that share a snapshot and take from one pile of work.</summary>
internal sealed class SnapshotSessions : IAsyncDisposable
{
    private readonly List<SnapshotSession> _sessions = [];
    private readonly List<SnapshotSession> _joined = [];

    /// <summary>The server processes that serve them.</summary>
    public IReadOnlyList<int> ProcessIds => [.. _sessions.Select(static session => session.ProcessId)];

    /// <summary>
    /// Opens sessions. This comes before the main session's transaction: who holds a lock on a shared catalog, however weak, and then connects, may wait for himself,
    /// with a VACUUM FULL in between that wants a stronger one.
    /// </summary>
    /// <param name="target">The database.</param>
    /// <param name="count">How many.</param>
    /// <param name="lockTimeout">How long a question waits for a lock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="role">The role that reads; null for the one that connects.</param>
    public static async Task<SnapshotSessions> OpenAsync(ConnectionTarget target, int count, TimeSpan lockTimeout, CancellationToken cancellationToken, string? role = null)
    {
        var sessions = new SnapshotSessions();
        try
        {
            while (sessions._sessions.Count < count)
            {
                sessions._sessions.Add(await SnapshotSession.OpenAsync(target, lockTimeout, cancellationToken, role));
            }

            return sessions;
        }
        catch
        {
            await sessions.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets them take the main session's snapshot, as many of them as there is work for; where it cannot be shared the main session does all the work.</summary>
    /// <param name="main">The main session.</param>
    /// <param name="items">How many items of work there are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task JoinAsync(IStateSession main, int items, CancellationToken cancellationToken)
    {
        foreach (var session in _sessions.Take(main.SharedSnapshot is null ? 0 : items))
        {
            await session.BeginAsync(main.SharedSnapshot, cancellationToken);
            _joined.Add(session);
        }
    }

    /// <summary>Does something with each item, on whichever session is free.</summary>
    /// <param name="items">The items.</param>
    /// <param name="action">What is done.</param>
    /// <param name="main">The session that does it where there is no other, after <paramref name="meanwhile"/>.</param>
    /// <param name="meanwhile">What the main session does besides.</param>
    public async Task EachAsync<T>(IReadOnlyList<T> items, Func<IStateSession, T, Task> action, IStateSession main, Func<Task>? meanwhile = null)
    {
        var pile = new ConcurrentQueue<T>(items);
        var working = Task.WhenAll(_joined.Select(session => WorkAsync(session)));
        try
        {
            if (meanwhile is not null)
            {
                await meanwhile();
            }

            if (_joined.Count == 0)
            {
                await WorkAsync(main);
            }
        }
        finally
        {
            // What comes next uses or closes the sessions: none may be at work any more.
            await working;
        }

        async Task WorkAsync(IStateSession session)
        {
            while (pile.TryDequeue(out var item))
            {
                await action(session, item);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync();
        }
    }
}

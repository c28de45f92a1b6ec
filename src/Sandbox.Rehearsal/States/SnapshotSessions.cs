using System.Collections.Concurrent;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.States;

/// <summary>Sessions that share a snapshot and take from one pile of work.</summary>
internal sealed class SnapshotSessions : IAsyncDisposable
{
    private readonly IReadOnlyList<SnapshotSession> _sessions;

    private SnapshotSessions(IReadOnlyList<SnapshotSession> sessions) => _sessions = sessions;

    /// <summary>No session: the main one does all the work.</summary>
    public static SnapshotSessions None { get; } = new([]);

    /// <summary>Opens sessions.</summary>
    /// <param name="target">The database.</param>
    /// <param name="snapshot">The snapshot that they take.</param>
    /// <param name="count">How many.</param>
    /// <param name="lockTimeout">How long a question waits for a lock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<SnapshotSessions> OpenAsync(ConnectionTarget target, string snapshot, int count, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var sessions = new List<SnapshotSession>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                sessions.Add(await SnapshotSession.OpenAsync(target, snapshot, lockTimeout, cancellationToken));
            }

            return new SnapshotSessions(sessions);
        }
        catch
        {
            await new SnapshotSessions(sessions).DisposeAsync();
            throw;
        }
    }

    /// <summary>Does something with each item, on whichever session is free.</summary>
    /// <param name="items">The items.</param>
    /// <param name="action">What is done.</param>
    /// <param name="main">The session that does it where there is no other, after <paramref name="meanwhile"/>.</param>
    /// <param name="meanwhile">What the main session does besides.</param>
    public async Task EachAsync<T>(IReadOnlyList<T> items, Func<SnapshotSession, T, Task> action, SnapshotSession main, Func<Task>? meanwhile = null)
    {
        var pile = new ConcurrentQueue<T>(items);
        var working = Task.WhenAll(_sessions.Select(session => WorkAsync(session)));
        try
        {
            if (meanwhile is not null)
            {
                await meanwhile();
            }

            if (_sessions.Count == 0)
            {
                await WorkAsync(main);
            }
        }
        finally
        {
            // The sessions are closed behind this: none may be at work any more.
            await working;
        }

        async Task WorkAsync(SnapshotSession session)
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

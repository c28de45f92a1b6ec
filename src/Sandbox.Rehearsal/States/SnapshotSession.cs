using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.States;

/// <summary>
/// A session in a read-only transaction whose snapshot several share, with every setting that shapes text. A question that the server refuses leaves the
/// transaction as it was.
/// </summary>
internal sealed class SnapshotSession : IStateSession, IAsyncDisposable
{
    private const string Settings =
        """
        SELECT pg_catalog.set_config(setting, value, true)
        FROM (VALUES ('search_path', 'pg_catalog'), ('datestyle', 'ISO, MDY'), ('timezone', 'UTC'), ('intervalstyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),
                     ('lc_monetary', 'C'), ('xmlbinary', 'base64'), ('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'), ('row_security', 'off'),
                     ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0'), ('lock_timeout', $1::pg_catalog.text)) AS wanted (setting, value)
        """;

    private readonly WireSession _session;
    private readonly string _lockTimeout;

    private SnapshotSession(WireSession session, TimeSpan lockTimeout)
    {
        _session = session;
        _lockTimeout = lockTimeout.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    /// <remarks>On a standby it cannot be shared.</remarks>
    public string? SharedSnapshot { get; private set; }

    /// <summary>The server process that serves this session.</summary>
    public int ProcessId => _session.ProcessId;

    /// <summary>Opens a session, without a transaction yet.</summary>
    /// <param name="target">The database.</param>
    /// <param name="lockTimeout">How long a question waits for a lock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="role">The role that reads; null for the one that connects.</param>
    public static async Task<SnapshotSession> OpenAsync(ConnectionTarget target, TimeSpan lockTimeout, CancellationToken cancellationToken, string? role = null)
    {
        var session = await WireSession.OpenAsync(target, cancellationToken);
        try
        {
            if (role is not null)
            {
                await session.QueryAsync("SELECT pg_catalog.set_config('role', $1, false)", cancellationToken, role);
            }

            return new SnapshotSession(session, lockTimeout);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has the server count this session before the transaction begins, for whoever counts the database's sessions.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task CountItselfAsync(CancellationToken cancellationToken) => _session.AskAsync(ClusterSightings.CountNow(_session.Major()), cancellationToken);

    /// <summary>Begins the transaction.</summary>
    /// <param name="snapshot">The snapshot that another session shares; null to take one and share it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task BeginAsync(string? snapshot, CancellationToken cancellationToken)
    {
        await _session.QueryAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellationToken);
        if (snapshot is not null)
        {
            // The command takes no parameter; the name is the server's own.
            await _session.QueryAsync($"SET TRANSACTION SNAPSHOT '{snapshot.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken);
        }

        await _session.QueryAsync(Settings, cancellationToken, _lockTimeout);
        if (snapshot is null)
        {
            // Before the savepoint: a subtransaction's snapshot cannot be shared.
            SharedSnapshot = await _session.ScalarAsync("SELECT CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_export_snapshot() END", cancellationToken);
        }

        await _session.QueryAsync("SAVEPOINT question", cancellationToken);
    }

    /// <summary>Takes a new snapshot, and shares that.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await _session.QueryAsync("ROLLBACK", cancellationToken);
        await BeginAsync(snapshot: null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Reply> AskAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters) =>
        _session.QueryAsync(question, cancellationToken, parameters);

    /// <inheritdoc/>
    public async Task<Reply> TryAsync(string question, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters)
    {
        var reply = await _session.ExecuteAsync(question, parameters, cancellationToken);
        if (reply.Error is not null)
        {
            await _session.QueryAsync("ROLLBACK TO SAVEPOINT question", cancellationToken);
        }

        return reply;
    }

    /// <summary>Ends the transaction with the session.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}

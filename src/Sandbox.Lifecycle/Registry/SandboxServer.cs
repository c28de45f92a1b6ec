using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Registry;

/// <summary>The server that sandboxes are kept on: the only place from which a sandbox's database is created, entered or dropped.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    /// <summary>The key of the advisory lock that says that a sandbox, the first parameter, is somebody's work.</summary>
    private const string WorkMark = "pg_catalog.hashtextextended('sandbox at work: ' || $1, 0)";

    /// <summary>How long the server may take to answer a cancellation.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ConnectionTarget _target;
    private readonly WireSession _session;

    private SandboxServer(ConnectionTarget target, WireSession session, TargetIdentity identity)
    {
        _target = target;
        _session = session;
        SystemIdentifier = identity.SystemIdentifier;
        Version = identity.ServerVersion;
    }

    /// <summary>The server's version.</summary>
    public string Version { get; }

    /// <summary>The cluster's system identifier; null where the role may not read it.</summary>
    public string? SystemIdentifier { get; }

    /// <summary>Connects, and makes sure that the server is not off limits.</summary>
    /// <param name="target">A database of it that is no sandbox.</param>
    /// <param name="policy">What is off limits.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The server is protected, a standby, or the target is a sandbox itself (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task<SandboxServer> OpenAsync(ConnectionTarget target, Policy policy, CancellationToken cancellationToken)
    {
        if (policy.SandboxAdmits(target.Database, out _))
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: the target's database {target.Database} is a sandbox itself; point --target at another one of the server, such as postgres");
        }

        var session = await WireSession.OpenAsync(target, cancellationToken);
        try
        {
            var identity = await TargetIdentity.ReadAsync(session, cancellationToken);
            CloneGuard.EnsureServer(identity, target, policy);
            return new SandboxServer(target, session, identity);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The sandboxes that are there, over the whole pattern.</summary>
    /// <param name="policy">What a sandbox may be called.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SandboxDatabase>> ListAsync(Policy policy, CancellationToken cancellationToken)
    {
        var found = await _session.QueryAsync(
            """
            SELECT d.datname, CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') THEN pg_catalog.pg_database_size(d.oid) END
            FROM pg_catalog.pg_database d
            ORDER BY d.datname
            """,
            cancellationToken);
        var sizes = found.Rows.ToDictionary(static row => row[0]!, static row => row[1], StringComparer.Ordinal);
        return [.. SandboxName.Among(sizes.Keys, policy).Select(name => new SandboxDatabase(name, sizes[name.Text] is { } size ? long.Parse(size, System.Globalization.CultureInfo.InvariantCulture) : null))];
    }

    /// <summary>Whether a sandbox's database is there.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> HasAsync(SandboxName sandbox, CancellationToken cancellationToken) =>
        await _session.ScalarAsync("SELECT oid FROM pg_catalog.pg_database WHERE datname = $1", cancellationToken, sandbox.Text) is not null;

    /// <summary>Whether a drop of a sandbox's database was broken off in the server itself, which nobody can connect to from then on (PostgreSQL manual, "DROP DATABASE").</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> IsInvalidAsync(SandboxName sandbox, CancellationToken cancellationToken) =>
        await _session.ScalarAsync("SELECT datconnlimit = -2 FROM pg_catalog.pg_database WHERE datname = $1", cancellationToken, sandbox.Text) is "t";

    /// <summary>
    /// Does what makes or ends a sandbox. As long as that takes, and this session lives, <see cref="IsAtWorkAsync"/> says so: a process that is killed takes its mark with it.
    /// </summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    public async Task<T> WorkAsync<T>(SandboxName sandbox, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        // Shared: it keeps nobody from anything.
        await _session.QueryAsync($"SELECT pg_catalog.pg_advisory_lock_shared({WorkMark})", cancellationToken, sandbox.Text);
        try
        {
            return await work();
        }
        finally
        {
            await UnmarkAsync(sandbox);
        }
    }

    /// <summary>Whether somebody makes or ends a sandbox in this moment, from whichever database of the server.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> IsAtWorkAsync(SandboxName sandbox, CancellationToken cancellationToken) =>
        await _session.ScalarAsync(
            $"""
            SELECT true
            FROM pg_catalog.pg_locks l
            WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND (l.classid::pg_catalog.int8 << 32 | l.objid::pg_catalog.int8) = {WorkMark}
            """,
            cancellationToken,
            sandbox.Text) is not null;

    /// <summary>Where a sandbox is.</summary>
    /// <param name="sandbox">The sandbox.</param>
    public ConnectionTarget Inside(SandboxName sandbox) => _target with { Database = sandbox.Text };

    /// <summary>Opens a session in a sandbox.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<WireSession> EnterAsync(SandboxName sandbox, CancellationToken cancellationToken) => WireSession.OpenAsync(Inside(sandbox), cancellationToken);

    /// <summary>Creates a sandbox's database.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="template">The database to copy.</param>
    /// <param name="cancellationToken">Cancels; where it returns all the same, the database was made before the server heard of it.</param>
    /// <exception cref="ServerErrorException">The server refused: the name is taken (42P04), the template is in use (55006), it was cancelled (57014) ...</exception>
    /// <exception cref="SandboxException">It was cancelled and the server does not say whether it made the database (<see cref="ExitCode.CompensationFailed"/>).</exception>
    public async Task CreateAsync(SandboxName sandbox, string template, CancellationToken cancellationToken)
    {
        var statement = await ServerDatabases.StatementAsync(_session, template, sandbox.Text, cancellationToken);
        var creating = _session.QueryAsync(statement, CancellationToken.None);
        try
        {
            await creating.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(creating, sandbox);
        }
    }

    private async Task UnmarkAsync(SandboxName sandbox)
    {
        try
        {
            await _session.QueryAsync($"SELECT pg_catalog.pg_advisory_unlock_shared({WorkMark})", CancellationToken.None, sandbox.Text);
        }
        catch (SandboxException) when (_session.IsBroken)
        {
            // A session that is lost has lost its mark too; what the work itself came to is what counts.
        }
    }

    /// <summary>Whether it was made all the same only the server's answer tells: then it is the caller's to drop.</summary>
    private async Task EndAsync(Task creating, SandboxName sandbox)
    {
        try
        {
            await _session.CancelAsync(CancellationToken.None);
        }
        catch (SandboxException)
        {
            // The request did not get through: the statement comes to its own end.
        }

        try
        {
            await creating.WaitAsync(s_patience);
        }
        catch (TimeoutException error)
        {
            // Nothing else can be asked on it.
            await _session.DisposeAsync();
            throw new SandboxException(
                ExitCode.CompensationFailed, $"COMPENSATION_FAILED: the server does not say whether it created {sandbox} before it was interrupted; look at it, then: sandbox orphans --retire {sandbox}", error);
        }
    }

    /// <summary>Ends whoever is connected to a sandbox and drops its database, by its exact name.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    public async Task DropAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        // On a session of its own: a drop has to be possible where the other one was lost.
        await using var session = await WireSession.OpenAsync(_target, cancellationToken);
        var statement = await session.ScalarAsync("SELECT pg_catalog.format('DROP DATABASE IF EXISTS %I WITH (FORCE)', $1::pg_catalog.text)", cancellationToken, sandbox.Text);
        await session.QueryAsync(statement!, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}

using Sandbox.Lifecycle.Ledger;
using Sandbox.Lifecycle.Registry;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Golden;

/// <summary>
/// Resets a sandbox to a checkpoint, as the application's own role: what the role owns is dropped, and the checkpoint restored, in the database that is there. Nothing of it needs the right
/// to create databases, and what the provisioner owns is not touched.
/// </summary>
public static class SandboxReset
{
    private const string NoRight = "42501";

    /// <summary>Resets a sandbox. It may be run again; where it died half-way, the next one finishes it.</summary>
    /// <param name="target">The server, by the role that resets (<c>sandbox.resetRole</c>) or a member of it; its database does not matter.</param>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="golden">The checkpoint.</param>
    /// <param name="policy">What is off limits, which role resets, and where the ledger is.</param>
    /// <param name="jobs">How many sessions restore at a time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">
    /// The sandbox is pinned, the server off limits, the role another one or too mighty, or the drop would take what is not the role's or what the checkpoint does not bring back
    /// (<see cref="ExitCode.Refused"/>); it has no active registry row (<see cref="ExitCode.NotRegistered"/>); it is not as the checkpoint afterwards (<see cref="ExitCode.Residue"/>).
    /// </exception>
    public static async Task<ResetSandbox> RunAsync(ConnectionTarget target, SandboxName sandbox, GoldenCheckpoint golden, Policy policy, int jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sandbox);
        ArgumentNullException.ThrowIfNull(golden);
        var ledger = SandboxLedger.Of(policy);
        sandbox.RefusePinned(policy);
        var role = policy.SandboxResetRole ?? throw Refused($"{policy.Path}: $.sandbox.resetRole names no role, so nobody resets a sandbox");
        if (policy.ProtectedHostOf(target) is { } guarded)
        {
            throw Refused($"host {guarded} is protected; nothing was connected to");
        }

        var inside = target with { Database = sandbox.Text };
        await using var session = await WireSession.OpenAsync(inside, cancellationToken);
        var identity = await TargetIdentity.ReadAsync(session, cancellationToken);
        CloneGuard.EnsureServer(identity, target, policy);
        if (!string.Equals(identity.Database, sandbox.Text, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.OtherDatabase, $"OTHER_DATABASE: {sandbox} was asked for, and the connection leads to {identity.Database}; connect to the server itself");
        }

        await EndEarlierAsync(session, sandbox, cancellationToken);
        await BecomeAsync(session, role, cancellationToken);
        await EnsureActiveAsync(session, sandbox, cancellationToken);
        var wipe = new RoleWipe(session, role, golden.Manifest);

        // Nothing is dropped before it is clear that it can be brought back.
        var (preparing, rehearsing) = (GoldenRestore.PrepareAsync(golden, identity.ServerVersion, cancellationToken), wipe.RehearseAsync(cancellationToken));
        await Task.WhenAll(preparing, rehearsing);
        var (restore, known) = (await preparing, await rehearsing);
        await WriteAsync("sandbox_reset_begin");
        await wipe.CommitAsync(cancellationToken);
        await restore.RunAsync(inside, role, jobs, cancellationToken);
        await WriteAsync("sandbox_reset");
        return new ResetSandbox(sandbox, role, known.Count(static thing => !thing.IsPart), golden.Manifest.Tables.Count);

        Task<LedgerEntry> WriteAsync(string operation) => ledger.AppendAsync(
            operation, sandbox, SandboxStatus.Active, identity.SystemIdentifier, new Dictionary<string, string?>(StringComparer.Ordinal) { ["role"] = role, ["golden"] = golden.Manifest.Sha256 }, cancellationToken);
    }

    /// <summary>
    /// Makes sure that no other reset is at work. What an earlier one has left at work, because it was killed and its <c>pg_restore</c> was not, is ended.
    /// </summary>
    private static async Task EndEarlierAsync(WireSession session, SandboxName sandbox, CancellationToken cancellationToken)
    {
        // The lock goes with the session, however this process ends.
        if (await session.ScalarAsync("SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('sandbox_reset', 0))", cancellationToken) is not "t")
        {
            throw Refused($"another reset of {sandbox} is under way");
        }

        await session.QueryAsync(
            """
            SELECT pg_catalog.pg_terminate_backend(a.pid)
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database() AND a.usename = session_user AND a.application_name = $1 AND a.pid <> pg_catalog.pg_backend_pid()
            """,
            cancellationToken,
            GoldenRestore.SessionName);
    }

    /// <summary>Becomes the role that resets: it, whoever connects, and whatever role one of them may become, may own and do nothing outside of sandboxes.</summary>
    private static async Task BecomeAsync(WireSession session, string role, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync(
            """
            WITH asked AS (SELECT m.oid FROM pg_catalog.pg_roles m WHERE m.rolname IN (session_user, $1)),
                 reached AS (
                     SELECT m.*, CASE WHEN m.oid IN (SELECT a.oid FROM asked a) THEN pg_catalog.quote_ident(m.rolname) ELSE pg_catalog.quote_ident(m.rolname) || ', a role that it may become,' END AS words
                     FROM pg_catalog.pg_roles m WHERE EXISTS (SELECT FROM asked a WHERE pg_catalog.pg_has_role(a.oid, m.oid, 'MEMBER')))
            SELECT session_user, r.rolname IS NOT NULL, coalesce(pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'), false),
                   (SELECT pg_catalog.string_agg(m.words || CASE WHEN m.rolsuper THEN ' is a superuser' WHEN m.rolcreatedb THEN ' may create databases' ELSE ' may create roles' END, '; ' ORDER BY m.words)
                    FROM reached m WHERE (m.rolsuper OR m.rolcreatedb OR m.rolcreaterole) AND NOT EXISTS (SELECT FROM asked a JOIN pg_catalog.pg_roles s ON s.oid = a.oid WHERE s.rolsuper AND m.oid <> s.oid)),
                   (SELECT pg_catalog.string_agg(d.datname, ', ' ORDER BY d.datname) FROM pg_catalog.pg_database d WHERE d.datdba IN (SELECT m.oid FROM reached m) AND d.datname <> pg_catalog.current_database())
            FROM (SELECT) AS one LEFT JOIN pg_catalog.pg_roles r ON r.rolname = $1
            """,
            cancellationToken,
            role);
        var (user, exists, isMember, powers, databases) = (found.Rows[0][0], found.Rows[0][1] is "t", found.Rows[0][2] is "t", found.Rows[0][3], found.Rows[0][4]);
        if (powers is not null)
        {
            throw Refused($"a reset is run by the application's own role, and {powers}");
        }

        if (!exists || !isMember)
        {
            throw Refused($"role {user} is not {role}, which resets sandboxes (sandbox.resetRole), and no member of it");
        }

        if (databases is not null)
        {
            throw Refused($"{role}, {user}, or a role that one of them may become, owns other databases too: {databases}; who resets sandboxes owns nothing else");
        }

        await session.QueryAsync("SELECT pg_catalog.set_config('role', $1, false)", cancellationToken, role);
    }

    private static async Task EnsureActiveAsync(WireSession session, SandboxName sandbox, CancellationToken cancellationToken)
    {
        try
        {
            if (await new SandboxRegistry(session, sandbox).ReadAsync(cancellationToken) is { Status: SandboxStatus.Active })
            {
                return;
            }
        }
        catch (ServerErrorException error) when (string.Equals(error.Error.SqlState, NoRight, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.NotRegistered, $"REFUSE: the registry of {sandbox} cannot be read: {error.Error.Text}; it was created before sandbox.resetRole named this role", error);
        }

        throw new SandboxException(ExitCode.NotRegistered, $"REFUSE: {sandbox} has no active row in sbx_meta.sandbox_registry with a birth certificate");
    }

    private static SandboxException Refused(string what) => new(ExitCode.Refused, $"REFUSE: {what}");
}

using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>A throwaway server that one attempt at a time has to itself, since some of them touch all of it.</summary>
internal sealed class EscapeServer : IAsyncDisposable
{
    private const string Clone = "clone_of_attempt";
    private const string Owner = "owner_of_clone";
    private const string InsufficientPrivilege = "42501";

    /// <summary>How long a statement may hang before the rehearsal ends it; a person has more patience.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly ThrowawayServer _server;
    private readonly WireSession _session;
    private readonly string _untouched;

    private EscapeServer(ThrowawayServer server, WireSession session, string untouched)
    {
        _server = server;
        _session = session;
        _untouched = untouched;
    }

    /// <summary>The server's major version.</summary>
    public int Major => _server.Version.Major;

    /// <summary>Whether it is confined; not every system can.</summary>
    public bool IsConfined => _server.IsConfined;

    /// <summary>The psql beside the server's binaries; null where it is not installed.</summary>
    public string? Psql => _server.Binaries.Program("psql") is var program && File.Exists(program) ? program : null;

    /// <summary>Starts one.</summary>
    /// <param name="choice">Which server.</param>
    /// <param name="isConfined">Whether it is confined, as a server of a run's own is; else it is like somebody else's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<EscapeServer> StartAsync(ServerChoice choice, bool isConfined, CancellationToken cancellationToken)
    {
        var server = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = choice, Confines = isConfined }, cancellationToken);
        try
        {
            var session = await WireSession.OpenAsync(server.Target("postgres"), cancellationToken);
            await session.QueryAsync($"CREATE ROLE {Owner} LOGIN", cancellationToken);
            return new EscapeServer(server, session, await ClusterAsync(session, cancellationToken));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the server lacks for an attempt; null where it can be made.</summary>
    public Task<string?> MissingAsync(IEnumerable<string> needs, CancellationToken cancellationToken) => EscapeNeeds.MissingAsync(_session, Major, needs, cancellationToken);

    /// <summary>Rehearses an attempt on a clone of its own.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="superuser">Whether the rehearsal connects as a superuser; else as the role that owns the clone.</param>
    /// <param name="defences">The layers that are on.</param>
    /// <param name="limit">How long the rehearsal may take.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<EscapeOutcome> RehearseAsync(EscapeAttempt attempt, bool superuser, Defences defences, TimeSpan limit, CancellationToken cancellationToken) =>
        PlayAsync(attempt, superuser, (moved, target, token) => RehearseAsync(moved, target, defences, Lane.Rollback, limit, token), cancellationToken);

    /// <summary>The same in the disposable lane, for which the role that owns the clone may create databases.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="superuser">Whether the rehearsal connects as a superuser; else as the role that owns the clone.</param>
    /// <param name="limit">How long the rehearsal may take.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<EscapeOutcome> RehearseOnCopyAsync(EscapeAttempt attempt, bool superuser, TimeSpan limit, CancellationToken cancellationToken)
    {
        await _session.QueryAsync($"ALTER ROLE {Owner} CREATEDB", cancellationToken);
        var outcome = await PlayAsync(attempt, superuser, (moved, target, token) => RehearseAsync(moved, target, Defences.All, Lane.Disposable, limit, token), cancellationToken);
        await _session.QueryAsync($"ALTER ROLE {Owner} NOCREATEDB", cancellationToken);
        return outcome;
    }

    /// <summary>Runs an attempt as somebody without a harness would: <c>BEGIN</c>, the file, <c>ROLLBACK</c>, by psql.</summary>
    public Task<EscapeOutcome> RunNaivelyAsync(EscapeAttempt attempt, bool superuser, CancellationToken cancellationToken) =>
        PlayAsync(attempt, superuser, RunNaivelyAsync, cancellationToken);

    /// <summary>Removes what attempts leave in the cluster; false where it is not as it was.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        if (await _session.ScalarAsync("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", cancellationToken, Clone) is not null)
        {
            await using var inside = await WireSession.OpenAsync(_server.Target(Clone), cancellationToken);
            await RunEachAsync(inside, "SELECT pg_catalog.format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', subname) FROM pg_catalog.pg_subscription", cancellationToken);
            await RunEachAsync(inside, "SELECT pg_catalog.format('DROP SUBSCRIPTION %I', subname) FROM pg_catalog.pg_subscription", cancellationToken);
            await RunEachAsync(inside, "SELECT pg_catalog.format('ROLLBACK PREPARED %L', gid) FROM pg_catalog.pg_prepared_xacts", cancellationToken);
        }

        await RunEachAsync(_session, "SELECT pg_catalog.format('SELECT pg_catalog.pg_drop_replication_slot(%L)', slot_name) FROM pg_catalog.pg_replication_slots", cancellationToken);
        await RunEachAsync(_session, "SELECT pg_catalog.format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_catalog.pg_database WHERE oid >= 16384 ORDER BY 1", cancellationToken);
        return await ClusterAsync(_session, cancellationToken) == _untouched;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<EscapeOutcome> PlayAsync(
        EscapeAttempt attempt, bool superuser, Func<EscapeAttempt, ConnectionTarget, CancellationToken, Task<Report?>> run, CancellationToken cancellationToken)
    {
        using var script = new TempFolder();
        using var outside = new TempFolder();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(outside.Path, (UnixFileMode)0b111_111_111);
        }

        attempt = attempt.MoveTo(script.Path, outside.Path);
        await _session.QueryAsync($"CREATE DATABASE {Clone} OWNER {Owner}", cancellationToken);
        await SetUpAsync(attempt.Setup, cancellationToken);
        var target = _server.Target(Clone);
        var before = await AskAsync(attempt, cancellationToken);
        await using var holding = attempt.Held is null ? null : await WireSession.OpenAsync(target, cancellationToken);
        if (holding is not null)
        {
            await holding.QueryAsync("BEGIN", cancellationToken);
            await holding.QueryAsync(attempt.Held!, cancellationToken);
        }

        var databases = await DatabasesAsync(cancellationToken);
        var report = await run(attempt, superuser ? target : target with { User = Owner }, cancellationToken);
        var sessions = await SessionsAsync(holding?.ProcessId ?? 0, cancellationToken);
        var after = await AskAsync(attempt, cancellationToken);
        return new EscapeOutcome
        {
            Report = report,
            Probes = [.. attempt.Probes.Select((probe, i) => (probe.Query, probe.Answer, before[i], after[i]))],
            Files = [.. attempt.AbsentFiles.Where(File.Exists)],
            Sessions = sessions,
            Databases = [.. (await DatabasesAsync(cancellationToken)).Except(databases)],
        };
    }

    private async Task<IReadOnlyList<string>> DatabasesAsync(CancellationToken cancellationToken) =>
        [.. (await _session.QueryAsync("SELECT datname FROM pg_catalog.pg_database", cancellationToken)).Rows.Select(static row => row[0]!)];

    private async Task SetUpAsync(IReadOnlyList<string> setup, CancellationToken cancellationToken)
    {
        await using var owner = await WireSession.OpenAsync(_server.Target(Clone) with { User = Owner }, cancellationToken);
        await using var superuser = await WireSession.OpenAsync(_server.Target(Clone), cancellationToken);
        foreach (var statement in setup)
        {
            if ((await owner.ExecuteAsync(statement, [], cancellationToken)).Error is { } error)
            {
                _ = error.SqlState == InsufficientPrivilege ? await superuser.QueryAsync(statement, cancellationToken) : throw new ServerErrorException(error);
            }
        }
    }

    private static async Task<Report?> RehearseAsync(EscapeAttempt attempt, ConnectionTarget target, Defences defences, Lane lane, TimeSpan time, CancellationToken cancellationToken)
    {
        using var cache = new TempFolder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        var report = await Rehearser.RunAsync(
            new RehearsalRequest
            {
                Paths = [attempt.Path],
                WorkingFolder = Path.GetDirectoryName(attempt.Path)!,
                Target = target,
                Policy = new Policy { RehearseAllow = [Clone] },
                Snapshot = SnapshotContent.None,
                StatementTimeout = s_patience,
                Defences = defences,
                Lane = lane,
                Server = new() { CacheDirectory = cache.Path },
            },
            limit.Token);
        return limit.IsCancellationRequested ? null : report;
    }

    private async Task<Report?> RunNaivelyAsync(EscapeAttempt attempt, ConnectionTarget target, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-X", "-h", target.Host, "-p", target.Port.ToString(CultureInfo.InvariantCulture), "-U", target.User, "-d", target.Database,
            "-c", "BEGIN", "-f", attempt.Path, "-c", "ROLLBACK",
        ];
        using var process = Process.Start(new ProcessStartInfo(Psql!, arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(attempt.Path),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
            await TestContext.Out.WriteLineAsync(await output + await error);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        return null;
    }

    private async Task<IReadOnlyList<string>> AskAsync(EscapeAttempt attempt, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(_server.Target(Clone), cancellationToken);
        var answers = new List<string>();

        // A message in the WAL is seen once it is flushed.
        await session.QueryAsync("SELECT pg_catalog.pg_switch_wal()", cancellationToken);
        foreach (var (query, _) in attempt.Probes)
        {
            var reply = await session.ExecuteAsync(query, [], cancellationToken);
            answers.Add(reply.Error is { } error ? $"ERROR {error.SqlState}" : string.Join('\n', reply.Rows.Select(static row => string.Join('|', row))));
        }

        return answers;
    }

    /// <summary>The sessions of others in the clone, once those that are ending have ended.</summary>
    private async Task<IReadOnlyList<string>> SessionsAsync(int but, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var left = await _session.QueryAsync(
                "SELECT pg_catalog.format('%s %s', pid, query) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend' AND pid NOT IN (pg_catalog.pg_backend_pid(), $1::int)",
                cancellationToken,
                but.ToString(CultureInfo.InvariantCulture));
            if (left.Rows.Count == 0 || waited.Elapsed > s_patience)
            {
                return [.. left.Rows.Select(static row => row[0]!)];
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>All of the cluster that is shared by its databases.</summary>
    private static async Task<string> ClusterAsync(WireSession session, CancellationToken cancellationToken) =>
        (await session.ScalarAsync(
            """
            SELECT pg_catalog.jsonb_build_array(
                (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) ORDER BY rolname) FROM pg_catalog.pg_authid r),
                (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(m) ORDER BY roleid, member) FROM pg_catalog.pg_auth_members m),
                (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(d) - 'datfrozenxid' - 'datminmxid' ORDER BY datname) FROM pg_catalog.pg_database d),
                (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(s) ORDER BY setdatabase, setrole) FROM pg_catalog.pg_db_role_setting s),
                (SELECT pg_catalog.jsonb_agg(spcname ORDER BY spcname) FROM pg_catalog.pg_tablespace),
                (SELECT pg_catalog.jsonb_agg(roname ORDER BY roname) FROM pg_catalog.pg_replication_origin),
                (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(f) ORDER BY sourcefile, sourceline) FROM pg_catalog.pg_file_settings f),
                (SELECT pg_catalog.jsonb_agg(pid ORDER BY pid) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend'))
            """,
            cancellationToken))!;

    private static async Task RunEachAsync(WireSession session, string commands, CancellationToken cancellationToken)
    {
        foreach (var row in (await session.QueryAsync(commands, cancellationToken)).Rows)
        {
            await session.QueryAsync(row[0]!, cancellationToken);
        }
    }
}

using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>
/// A throwaway server that one case at a time has to itself: the database of each run has the same name, and what a script leaves outside of its database
/// is removed before the next run.
/// </summary>
internal sealed class ComparisonServer : IAsyncDisposable
{
    private const string PreparedTransactions =
        "SELECT pg_catalog.format('ROLLBACK PREPARED %L', gid) FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()";

    // Databases first: what roles own in them goes with them.
    private const string LeftInCluster =
        """
        SELECT command
        FROM (SELECT 1 AS step, pg_catalog.format('DROP DATABASE %I WITH (FORCE)', datname) AS command FROM pg_catalog.pg_database WHERE oid >= 16384 AND datname <> $1
              UNION ALL SELECT 2, pg_catalog.format('DROP ROLE %I', rolname) FROM pg_catalog.pg_roles WHERE oid >= 16384 AND rolname <> ALL ($2::text[])
              UNION ALL SELECT 3, pg_catalog.format('ALTER ROLE %I RESET ALL', rolname) FROM pg_catalog.pg_roles WHERE rolconfig IS NOT NULL AND oid < 16384) commands
        ORDER BY step
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ThrowawayServer _server;
    private readonly WireSession _session;
    private string _roles = "{}";

    private ComparisonServer(ThrowawayServer server, WireSession session)
    {
        _server = server;
        _session = session;
    }

    /// <summary>The psql beside the server's binaries; null where it is not installed.</summary>
    public string? Psql => _server.Binaries.Program("psql") is var program && File.Exists(program) ? program : null;

    /// <summary>The version of the server, and of <see cref="Psql"/>.</summary>
    public Version Version => _server.Version;

    /// <summary>What the databases are copied from.</summary>
    public string Template { get; private set; } = "template0";

    /// <summary>Starts a server.</summary>
    public static async Task<ComparisonServer> StartAsync(ServerChoice choice, CancellationToken cancellationToken)
    {
        var server = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = choice }, cancellationToken);
        try
        {
            return new ComparisonServer(server, await WireSession.OpenAsync(server.Target("postgres"), cancellationToken));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds what all databases are then copied from.</summary>
    /// <param name="psql">Runs the scripts that build it.</param>
    /// <param name="scripts">The scripts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task BuildTemplateAsync(IScriptRunner psql, IReadOnlyList<ScriptCase> scripts, CancellationToken cancellationToken)
    {
        const string Name = "template_of_cases";
        await new ServerDatabases(_session).CreateAsync(Name, cancellationToken);
        foreach (var script in scripts)
        {
            await psql.RunAsync(script, _server.Target(Name), cancellationToken);
        }

        Template = Name;
        _roles = await RolesAsync(cancellationToken);
    }

    /// <summary>Runs a script in a database of its own.</summary>
    /// <param name="runner">psql or the engine.</param>
    /// <param name="script">The script.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<CaseRun> RunAsync(IScriptRunner runner, ScriptCase script, string database, CancellationToken cancellationToken)
    {
        await new ServerDatabases(_session).CopyAsync(Template, database, cancellationToken);
        try
        {
            await using var tap = StatementTap.Before(_server.Target(database));
            var outcome = await LimitAsync(runner, script, tap.Target, cancellationToken);
            await tap.CompleteAsync(cancellationToken);
            return new CaseRun(
                HiddenQueries.Leave(StatementStream.Of(tap.Statements), outcome.Hidden ?? []),
                outcome.Output?.Replace(script.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(tap.Target.Host, "/sock", StringComparison.Ordinal),
                outcome.ExitStatus,
                await EndState.ReadAsync(_server.Target(database), cancellationToken),
                outcome.Failure?.Replace(script.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        }
        finally
        {
            await SweepAsync(database, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<RunnerOutcome> LimitAsync(IScriptRunner runner, ScriptCase script, ConnectionTarget target, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await runner.RunAsync(script, target, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RunnerOutcome(Output: null, ExitStatus: null, $"did not end within {s_patience.TotalSeconds} s");
        }
    }

    private async Task SweepAsync(string database, CancellationToken cancellationToken)
    {
        if (await _session.ScalarAsync("SELECT 1 FROM pg_catalog.pg_prepared_xacts LIMIT 1", cancellationToken) is not null)
        {
            await using var session = await WireSession.OpenAsync(_server.Target(database), cancellationToken);
            await RunEachAsync(session, PreparedTransactions, cancellationToken);
        }

        await RunEachAsync(_session, LeftInCluster, cancellationToken, Template, _roles);
    }

    private async Task<string> RolesAsync(CancellationToken cancellationToken) =>
        (await _session.ScalarAsync("SELECT pg_catalog.array_agg(rolname::text) FROM pg_catalog.pg_roles", cancellationToken))!;

    private static async Task RunEachAsync(WireSession session, string commands, CancellationToken cancellationToken, params string[] parameters)
    {
        foreach (var row in (await session.QueryAsync(commands, cancellationToken, parameters)).Rows)
        {
            await session.QueryAsync(row[0]!, cancellationToken);
        }
    }
}

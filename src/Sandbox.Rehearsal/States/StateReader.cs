using System.Globalization;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.States;

/// <summary>Reads the state of a database: the catalog on one session, the tables on several, all in one snapshot.</summary>
internal static class StateReader
{
    /// <inheritdoc cref="DatabaseState.CaptureAsync"/>
    public static async Task<DatabaseState> ReadAsync(ConnectionTarget target, StateOptions options, CancellationToken cancellationToken)
    {
        await using var session = await SnapshotSession.OpenAsync(target, options.LockTimeout, cancellationToken);
        await using var readers = await SnapshotSessions.OpenAsync(target, options.Sessions, options.LockTimeout, cancellationToken);
        await session.BeginAsync(snapshot: null, cancellationToken);

        // Counters that a later state is compared with are older than the snapshot: what was written in between is then read once too often, and never missed.
        var counters = await TableList.CountersAsync(session, cancellationToken);
        await session.RenewAsync(cancellationToken);
        return await ReadAsync(session, readers, counters, options, cancellationToken);
    }

    /// <summary>Reads the state as one session sees it inside its transaction.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<DatabaseState> ReadAsync(OwnStateSession session, StateOptions options, CancellationToken cancellationToken)
    {
        await using var none = new SnapshotSessions();
        return await ReadAsync(session, none, await TableList.CountersAsync(session, cancellationToken), options with { Full = true }, cancellationToken);
    }

    private static async Task<DatabaseState> ReadAsync(
        IStateSession session, SnapshotSessions readers, IReadOnlyDictionary<string, string> counters, StateOptions options, CancellationToken cancellationToken)
    {
        var (identity, moment) = await LifeAsync(session, cancellationToken);
        var tables = await TableList.ReadAsync(session, cancellationToken);
        var untouched = await Untouched.FindAsync(session, readers.ProcessIds, identity, moment, options, cancellationToken);
        var catalog = new CatalogReader(session, ServerFacts.MajorOf(identity.ServerVersion));
        IReadOnlyList<SequenceState> sequences = [];
        var reader = new TableReader(readers, session, identity, moment, options);
        var contents = await reader.ReadAsync(
            tables,
            untouched,
            async () =>
            {
                sequences = await SequenceReader.ReadAsync(session, cancellationToken);
                await catalog.ReadDatabaseAsync(cancellationToken);
                await catalog.ReadLargeObjectsAsync(cancellationToken);
                if (options.Cluster)
                {
                    await catalog.ReadClusterAsync(cancellationToken);
                }
            },
            cancellationToken);
        return new DatabaseState
        {
            Identity = identity,
            Moment = moment,
            Catalog = catalog.Entries(),
            Sequences = sequences,
            Tables = [.. contents.Select(table => table.State with { Counters = counters.GetValueOrDefault(table.Oid, "") }).OrderBy(static table => table.Name, StringComparer.Ordinal)],
            HasCluster = options.Cluster,
            Limits = catalog.Limits,
        };
    }

    private static async Task<(StateIdentity Identity, StateMoment Moment)> LifeAsync(IStateSession session, CancellationToken cancellationToken)
    {
        var reply = await session.AskAsync(
            """
            SELECT pg_catalog.current_database(), (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()),
                   pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1), current_user,
                   pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()),
                   (SELECT pg_catalog.date_part('epoch', b.stats_reset) FROM pg_catalog.pg_stat_bgwriter b),
                   (SELECT pg_catalog.date_part('epoch', d.stats_reset) FROM pg_catalog.pg_stat_database d WHERE d.datname = pg_catalog.current_database()),
                   pg_catalog.pg_current_snapshot(), pg_catalog.date_part('epoch', pg_catalog.transaction_timestamp()),
                   pg_catalog.current_setting('track_counts') = 'on' AND pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000
            """,
            cancellationToken);
        var row = reply.Rows[0];
        var identifier = await session.TryAsync("SELECT system_identifier FROM pg_catalog.pg_control_system()", cancellationToken);
        return (
            new StateIdentity(identifier.Rows.Count > 0 ? identifier.Rows[0][0] : null, row[0]!, row[1]!, row[2]!, row[3]!),
            new StateMoment
            {
                PostmasterStart = row[4]!,
                ClusterStatisticsReset = row[5],
                StatisticsReset = row[6],
                Snapshot = row[7]!,
                ServerTime = row[8]!,
                CountsRows = row[9] is "t",
            });
    }
}

using Sandbox.Postgres;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What a session can change in the cluster although its transaction is rolled back: replication slots, prepared transactions, the reset of statistics. The text
/// of a script shows it as a rule, and it is refused; a call that is put together from pieces shows only here.
/// </summary>
/// <remarks>Up to PostgreSQL 14 statistics are collected by another process and begin with a reset at some later time: they tell nothing.</remarks>
internal static class Untransacted
{
    private const string State = """
        SELECT 'replication slot ' || slot_name, CASE WHEN active THEN 'active' ELSE coalesce(confirmed_flush_lsn, restart_lsn)::pg_catalog.text END
        FROM pg_catalog.pg_replication_slots
        UNION ALL
        SELECT 'prepared transaction ' || gid, owner::pg_catalog.text FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()
        UNION ALL
        SELECT 'statistics of the database', 'reset at ' || stats_reset FROM pg_catalog.pg_stat_database
        WHERE datname = pg_catalog.current_database() AND pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000
        """;

    /// <summary>Reads all of it: what it is, and its state as text.</summary>
    /// <param name="session">A session in the clone, outside the script's transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(ISession session, CancellationToken cancellationToken)
    {
        var reply = await session.QueryAsync(State, cancellationToken);
        return reply.Rows.ToDictionary(static row => row[0]!, static row => row[1] ?? string.Empty, StringComparer.Ordinal);
    }

    /// <summary>What differs, as logical residue.</summary>
    public static IEnumerable<Residue> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new Residue(ResidueKind.Logical, name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(static residue => !string.Equals(residue.Before, residue.After, StringComparison.Ordinal));
}

using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What a session can change in the cluster without a transaction id, so that ids prove nothing about it: replication slots, prepared transactions, the progress of
/// replication origins, settings in files, the reset of statistics. The text of a script shows it as a rule, and it is refused; a call that is put together from
/// pieces shows only here.
/// </summary>
/// <remarks>Up to PostgreSQL 14 statistics are collected by another process and begin with a reset at some later time: they tell nothing.</remarks>
internal sealed class Untransacted
{
    private const string Everywhere = """
        SELECT 'replication slot ' || slot_name, CASE WHEN database IS DISTINCT FROM $1::pg_catalog.name THEN 'of others' WHEN active THEN 'active' ELSE coalesce(confirmed_flush_lsn, restart_lsn)::pg_catalog.text END
        FROM pg_catalog.pg_replication_slots
        UNION ALL
        SELECT 'prepared transaction ' || gid, owner::pg_catalog.text FROM pg_catalog.pg_prepared_xacts WHERE database = $1::pg_catalog.name
        UNION ALL
        SELECT 'statistics of the database', 'reset at ' || stats_reset FROM pg_catalog.pg_stat_database
        WHERE datname = $1::pg_catalog.name AND pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000
        UNION ALL
        SELECT 'statistics of the server', 'reset at ' || b.stats_reset || ' and ' || a.stats_reset FROM pg_catalog.pg_stat_bgwriter b, pg_catalog.pg_stat_archiver a
        WHERE pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000
        """;

    /// <summary>A file that only the server's owner has written to since it read it is seen here, before anybody reloads it.</summary>
    private const string Files = """
        SELECT pg_catalog.format('setting %s in %s', name, sourcefile), pg_catalog.string_agg(setting, ' ' ORDER BY seqno)
        FROM pg_catalog.pg_file_settings
        WHERE name IS NOT NULL
        GROUP BY name, sourcefile
        """;

    private const string Loaded = """
        SELECT 'setting ' || name, setting || CASE WHEN pending_restart THEN ', pending restart' ELSE '' END
        FROM pg_catalog.pg_settings
        WHERE source IN ('configuration file', 'global') OR pending_restart
        """;

    private const string Progress = "SELECT 'replication origin ' || external_id, remote_lsn::pg_catalog.text FROM pg_catalog.pg_replication_origin_status";

    private Untransacted(IReadOnlyList<BatchStatement> questions, IReadOnlyList<string> limits) => (Questions, Limits) = (questions, limits);

    /// <summary>Which of the questions a role may ask; <see cref="Of"/> reads the answer.</summary>
    public static BatchStatement Rights { get; } = """
        SELECT pg_catalog.has_table_privilege('pg_catalog.pg_file_settings', 'SELECT') AND pg_catalog.has_function_privilege('pg_catalog.pg_show_all_file_settings()', 'EXECUTE'),
               pg_catalog.has_table_privilege('pg_catalog.pg_replication_origin_status', 'SELECT') AND pg_catalog.has_function_privilege('pg_catalog.pg_show_replication_origin_status()', 'EXECUTE')
        """;

    /// <summary>What is asked, before the run and after it.</summary>
    public IReadOnlyList<BatchStatement> Questions { get; }

    /// <summary>What the role may not read, one line each.</summary>
    public IReadOnlyList<string> Limits { get; }

    /// <summary>The questions that a role may ask.</summary>
    /// <param name="rights">The answer to <see cref="Rights"/>.</param>
    /// <param name="database">The clone's name.</param>
    public static Untransacted Of(Reply rights, string database)
    {
        var everywhere = new BatchStatement(Everywhere, database);
        var (files, origins) = (rights.Rows[0][0] is "t", rights.Rows[0][1] is "t");
        return new Untransacted(
            origins ? [everywhere, files ? Files : Loaded, Progress] : [everywhere, files ? Files : Loaded],
            [
                .. files ? Array.Empty<string>() : ["settings in files: compared as far as the server has loaded them, because the role may not read pg_file_settings"],
                .. origins ? Array.Empty<string>() : ["replication origins: their progress is not compared, because the role may not read it"],
            ]);
    }

    /// <summary>What there is and its state, from the answers to <see cref="Questions"/>.</summary>
    public static IReadOnlyDictionary<string, string> Take(IEnumerable<Reply> answers)
    {
        var state = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in answers.SelectMany(static answer => answer.Rows))
        {
            state[row[0]!] = row[1] ?? string.Empty;
        }

        return state;
    }

    /// <summary>What differs, as logical residue.</summary>
    public static IEnumerable<Residue> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new Residue(ResidueKind.Logical, name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(static residue => !string.Equals(residue.Before, residue.After, StringComparison.Ordinal));
}

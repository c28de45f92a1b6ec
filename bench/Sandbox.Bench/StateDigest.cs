using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.States;

namespace Sandbox.Bench;

/// <summary>How long the content digests of a state take against <c>count(*)</c> of the same tables, in turns, on one server.</summary>
internal static class StateDigest
{
    private static readonly (string Name, string Sql)[] s_tables =
    [
        ("narrow", "SELECT i AS id, i * 7 AS v FROM generate_series(1, {0}) i"),
        ("typical", """
            SELECT i AS id, 'person number ' || i AS name, 'someone' || i || '@example.test' AS email, now() + i * interval '1 s' AS created, (i * 1.25)::numeric(12,2) AS balance, i % 2 = 0 AS active,
                   CASE WHEN i % 3 <> 0 THEN 'a note of some length that people write ' || i END AS note
            FROM generate_series(1, {0} / 2) i
            """),
        ("wide", """
            SELECT i AS id, jsonb_build_object('a', i, 'b', repeat('x', 100), 'c', ARRAY[i, i + 1]) AS extra, repeat('lorem ipsum ', 40) || i AS body, md5(i::text)::uuid AS code, i::float8 / 3 AS size,
                   now() + i * interval '1 min' AS seen, current_date + i % 1000 AS born
            FROM generate_series(1, {0} / 5) i
            """),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; a first round warms up and does not count.</param>
    /// <param name="rows">How many rows the narrow table has; the others have a half and a fifth.</param>
    /// <param name="server">The choice of server.</param>
    public static async Task RunAsync(int rounds, int rows, string server)
    {
        await using var throwaway = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse(server) }, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{throwaway.Binaries.Description}, {rounds} rounds, {rows} rows, {Environment.ProcessorCount} processors"));
        var empty = await MadeAsync(throwaway, "empty", [], rows);
        foreach (var (name, tables) in s_tables.Select(static table => (table.Name, Tables: ((string, string)[])[table])).Append(("all three", s_tables)))
        {
            var target = await MadeAsync(throwaway, name, tables, rows);
            List<double> counts = [], states = [], fixedCosts = [];
            for (var round = 0; round <= rounds; round++)
            {
                counts.Add(await CountAsync(target, tables.Select(static table => table.Item1)));
                states.Add(await CaptureAsync(target));
                fixedCosts.Add(await CaptureAsync(empty));
            }

            var (count, state, without) = (Median(counts), Median(states), Median(states) - Median(fixedCosts));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-10} count(*) {count,6:0} ms, state {state,6:0} ms, its contents {without,6:0} ms, ratio of the contents {without / count:0.0}"));
        }
    }

    private static async Task<ConnectionTarget> MadeAsync(ThrowawayServer server, string name, (string Name, string Sql)[] tables, int rows)
    {
        await using (var postgres = await WireSession.OpenAsync(server.Target("postgres"), CancellationToken.None))
        {
            await new ServerDatabases(postgres).CreateAsync(name, CancellationToken.None);
        }

        var target = server.Target(name);
        await using var session = await WireSession.OpenAsync(target, CancellationToken.None);
        foreach (var (table, sql) in tables)
        {
            await session.QueryAsync($"CREATE TABLE {table} AS {sql.Replace("{0}", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}", CancellationToken.None);
            await session.QueryAsync($"VACUUM ANALYZE {table}", CancellationToken.None);
        }

        await session.QueryAsync("CHECKPOINT", CancellationToken.None);
        return target;
    }

    private static async Task<double> CountAsync(ConnectionTarget target, IEnumerable<string> tables)
    {
        await using var session = await WireSession.OpenAsync(target, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        foreach (var table in tables)
        {
            await session.QueryAsync($"SELECT count(*) FROM {table}", CancellationToken.None);
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> CaptureAsync(ConnectionTarget target)
    {
        var watch = Stopwatch.StartNew();
        await DatabaseState.CaptureAsync(target, new StateOptions { Rows = 0, Cluster = false }, CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }

    // The first round warms up.
    private static double Median(List<double> times) => times.Skip(1).Order().ElementAt((times.Count - 1) / 2);
}

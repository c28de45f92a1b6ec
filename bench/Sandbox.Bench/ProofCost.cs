using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Bench;

/// <summary>How long the proof takes on a clone of 2 GB against one of 20 MB, in turns, on one server.</summary>
internal static class ProofCost
{
    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many rehearsals each; a first one warms up and does not count.</param>
    /// <param name="server">The choice of server.</param>
    public static async Task RunAsync(int rounds, string server)
    {
        await using var throwaway = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse(server) }, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-");
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{throwaway.Binaries.Description}, {rounds} rounds, {Environment.ProcessorCount} processors"));
            await using var clones = new Clones(throwaway, PsqlDialect.Newest);
            var small = await MadeAsync(throwaway, clones, folder.FullName, "clone_small", 2_000);
            var large = await MadeAsync(throwaway, clones, folder.FullName, "clone_large", 200_000);
            List<double> onSmall = [], onLarge = [];
            for (var round = 0; round <= rounds; round++)
            {
                onSmall.Add(await small.ProofAsync());
                onLarge.Add(await large.ProofAsync());
            }

            var (few, many) = (Repeated.Median(onSmall), Repeated.Median(onLarge));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"20 MB {few:0.00} ms, 2 GB {many:0.00} ms, ratio {many / few:0.00}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A clone of ten tables, each of so many rows of a kilobyte.</summary>
    private static async Task<Repeated> MadeAsync(ThrowawayServer server, Clones clones, string folder, string database, int rows)
    {
        var script = Path.Combine(folder, $"{database}.sql");
        await File.WriteAllTextAsync(script, $"-- sandbox: database {database}\nUPDATE t1 SET body = 'changed' WHERE id = 7;\n");
        var rehearsal = await Repeated.PlanAsync(clones, script);
        var clone = await clones.TakeAsync(database, fixture: null, CancellationToken.None);
        await using (var session = await WireSession.OpenAsync(clone, CancellationToken.None))
        {
            for (var table = 1; table <= 10; table++)
            {
                await session.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE t{table} AS SELECT i AS id, repeat(md5(i::text), 31) AS body FROM generate_series(1, {rows}) i"), CancellationToken.None);
                await session.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"ALTER TABLE t{table} ADD PRIMARY KEY (id)"), CancellationToken.None);
            }

            await session.QueryAsync("CHECKPOINT", CancellationToken.None);
            Console.WriteLine($"{database}: {await session.ScalarAsync("SELECT pg_size_pretty(pg_database_size(current_database()))", CancellationToken.None)}");
        }

        clones.Return(database, fixture: null, clone, isProven: true);
        return rehearsal;
    }
}

using System.Diagnostics;
using System.Globalization;
using Sandbox.Lifecycle;
using Sandbox.Lifecycle.Golden;
using Sandbox.Lifecycle.Pools;
using Sandbox.Postgres;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Bench;

/// <summary>What governing costs: a create against the bare statement, a reset against the bare <c>pg_restore</c>, and how long a sandbox of a pool is waited for; in turns, on one server.</summary>
internal sealed class LifeSpeed
{
    private const string Template = "bench_template", Production = "bench_production", App = "bench_app", Reader = "bench_reader";

    private readonly ThrowawayServer _server;
    private readonly Policy _policy;
    private readonly string _folder;
    private int _names;

    private LifeSpeed(ThrowawayServer server, string folder)
    {
        _server = server;
        _folder = folder;
        _policy = new Policy { Path = "sandbox.json", SandboxPattern = "^bench_[0-9]+$", SandboxRecords = Path.Combine(folder, "records"), SandboxResetRole = App };
    }

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; a first round warms up and does not count.</param>
    /// <param name="megabytes">How large the golden's rows are.</param>
    /// <param name="server">The choice of server.</param>
    public static async Task RunAsync(int rounds, int megabytes, string server)
    {
        await using var throwaway = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse(server) }, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-");
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{throwaway.Binaries.Description}, {rounds} rounds, {Environment.ProcessorCount} processors"));
            var bench = new LifeSpeed(throwaway, folder.FullName);
            await bench.PrepareAsync(megabytes);
            await bench.CreateAsync(rounds, "template0");
            await bench.CreateAsync(rounds, Template);
            await bench.TakeAsync(rounds);
            await bench.ResetAsync(rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task PrepareAsync(int megabytes)
    {
        // A row of the table is 250 bytes, of which the index takes some more.
        var rows = megabytes * 4000;
        await RunAsync("postgres", $"CREATE ROLE {App} LOGIN", $"CREATE ROLE {Reader} LOGIN", $"CREATE DATABASE {Production} TEMPLATE template0");
        await RunAsync(
            Production,
            "CREATE TABLE llx_item (id int PRIMARY KEY, label text, body text, price numeric(12, 2), made timestamptz)",
            $"INSERT INTO llx_item SELECT i, 'item number ' || i, repeat(md5(i::text), 6), i * 1.25, now() FROM generate_series(1, {rows.ToString(CultureInfo.InvariantCulture)}) AS i",
            "CREATE INDEX ON llx_item (label)", $"GRANT SELECT ON llx_item TO {Reader}", "VACUUM ANALYZE");
        await RunAsync("postgres", $"CREATE DATABASE {Template} TEMPLATE {Production}", "CHECKPOINT");
    }

    private async Task CreateAsync(int rounds, string template)
    {
        List<double> log = [], files = [], governed = [];
        await using var lane = await SandboxLane.OpenAsync(_server.Target("postgres"), _policy, CancellationToken.None);
        for (var round = 0; round <= rounds; round++)
        {
            log.Add(await BareAsync(template, "wal_log"));
            files.Add(await BareAsync(template, "file_copy"));
            var name = SandboxName.Admit(NextName(), _policy);
            governed.Add(await TimeAsync(() => lane.CreateAsync(name, template, CancellationToken.None)));
            await lane.DropAsync(name, CancellationToken.None);
        }

        var best = Math.Min(Repeated.Median(log), Repeated.Median(files));
        Print($"create from {template}: wal_log {Repeated.Median(log):0} ms, file_copy {Repeated.Median(files):0} ms, governed {Repeated.Median(governed):0} ms, ratio to the better {Repeated.Median(governed) / best:0.00}");

        async Task<double> BareAsync(string from, string strategy)
        {
            var time = await TimeAsync(() => RunAsync("postgres", $"CREATE DATABASE bench_bare TEMPLATE {from} STRATEGY {strategy}"));
            await RunAsync("postgres", "DROP DATABASE bench_bare");
            return time;
        }
    }

    private async Task TakeAsync(int rounds)
    {
        var times = new List<double>();
        await using var pool = await SandboxPool.OpenAsync(_server.Target("postgres"), _policy, Template, size: 2, NextName, CancellationToken.None);
        for (var round = 0; round <= rounds; round++)
        {
            while (pool.Waiting == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            times.Add(await TimeAsync(() => pool.TakeAsync(CancellationToken.None)));
        }

        Print($"take from a pool: median {Repeated.Median(times):0.000} ms, slowest {times.Skip(1).Max():0.000} ms");
    }

    private async Task ResetAsync(int rounds)
    {
        var jobs = Environment.ProcessorCount;
        var golden = await GoldenCheckpoint.CaptureAsync(
            _server.Target(Production) with { User = Reader }, new GoldenSelection(["llx_*"], [], null), Path.Combine(_folder, "golden.dump"), TimeProvider.System, CancellationToken.None);
        var name = SandboxName.Admit(NextName(), _policy);
        await using (var lane = await SandboxLane.OpenAsync(_server.Target("postgres"), _policy, CancellationToken.None))
        {
            await lane.CreateAsync(name, golden, jobs, CancellationToken.None);
        }

        var restore = await ClientProgram.FindAsync("pg_restore", TargetIdentity.MajorOf(golden.Manifest.ServerVersion), CancellationToken.None);
        List<double> bare = [], reset = [];
        for (var round = 0; round <= rounds; round++)
        {
            await RunAsync("postgres", $"CREATE DATABASE bench_bare OWNER {App} TEMPLATE template0");
            bare.Add(await TimeAsync(() => restore.RunAsync(["--no-owner", "--schema=public", $"--role={App}", $"--jobs={jobs}", "--dbname=bench_bare", golden.Path], _server.Target("bench_bare"), CancellationToken.None)));
            await RunAsync("postgres", "DROP DATABASE bench_bare");
            reset.Add(await TimeAsync(() => SandboxReset.RunAsync(_server.Target("postgres") with { User = App }, name, golden, _policy, jobs, CancellationToken.None)));
        }

        Print($"reset of {golden.Manifest.Tables[0].Rows} rows, dump of {golden.Manifest.Bytes >> 20} MB: pg_restore {Repeated.Median(bare):0} ms, reset {Repeated.Median(reset):0} ms, ratio {Repeated.Median(reset) / Repeated.Median(bare):0.00}");
    }

    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"bench_{Interlocked.Increment(ref _names)}");

    private async Task RunAsync(string database, params string[] statements)
    {
        await using var session = await WireSession.OpenAsync(_server.Target(database), CancellationToken.None);
        foreach (var statement in statements)
        {
            await session.QueryAsync(statement, CancellationToken.None);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

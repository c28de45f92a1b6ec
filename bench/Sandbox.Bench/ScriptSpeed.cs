using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Bench;

/// <summary>
/// How long a script takes: <c>psql -f</c>, the engine in a process that is warm, and <c>sandbox rehearse</c> as a whole process, in turns, on one server.
/// </summary>
internal static class ScriptSpeed
{
    private const string Database = "clone_of_bench";

    private static readonly Script[] s_scripts =
    [
        new("10,000 inserts in a block", "CREATE TABLE small (n int PRIMARY KEY, t text);", static file => WriteInserts(file, "BEGIN;", "ROLLBACK;")),
        new("10,000 inserts, no block", "CREATE TABLE small (n int PRIMARY KEY, t text);", static file => WriteInserts(file, "", "")),
        new("COPY of 100 MB", "CREATE UNLOGGED TABLE wide (n int, t text);", WriteCopy),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; a first round warms up and does not count.</param>
    /// <param name="sandbox">The program <c>sandbox</c>, built for release.</param>
    public static async Task RunAsync(int rounds, string sandbox)
    {
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse("local") }, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-");
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.Binaries.Description}, {rounds} rounds, {Environment.ProcessorCount} processors"));
            foreach (var script in s_scripts)
            {
                await MeasureAsync(server, script, folder.FullName, rounds, Path.GetFullPath(sandbox));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ThrowawayServer server, Script script, string folder, int rounds, string sandbox)
    {
        var file = Path.Combine(folder, "script.sql");
        script.Write(file);
        var target = server.Target(Database);
        await using var postgres = await WireSession.OpenAsync(server.Target("postgres"), CancellationToken.None);
        List<double> psql = [], warm = [], process = [], measured = [];
        for (var round = 0; round <= rounds; round++)
        {
            psql.Add(await OnFreshAsync(postgres, target, script, () => PsqlAsync(server, target, file)));
            warm.Add(await OnFreshAsync(postgres, target, script, () => EngineAsync(target, file)));
            process.Add(await OnFreshAsync(postgres, target, script, () => SandboxAsync(sandbox, target, file, "off", folder)));
            measured.Add(await OnFreshAsync(postgres, target, script, () => SandboxAsync(sandbox, target, file, "on", folder)));
        }

        Print(script.Name, "psql -f", psql, psql);
        Print(script.Name, "engine, warm", warm, psql);
        Print(script.Name, "sandbox rehearse --effects off", process, psql);
        Print(script.Name, "sandbox rehearse", measured, psql);
    }

    private static async Task<double> OnFreshAsync(WireSession postgres, ConnectionTarget target, Script script, Func<Task> run)
    {
        await postgres.QueryAsync($"CREATE DATABASE {Database}", CancellationToken.None);
        await using (var session = await WireSession.OpenAsync(target, CancellationToken.None))
        {
            await session.QueryAsync(script.Schema, CancellationToken.None);
            await session.QueryAsync("CHECKPOINT", CancellationToken.None);
        }

        var watch = Stopwatch.StartNew();
        await run();
        var elapsed = watch.Elapsed.TotalMilliseconds;
        await postgres.QueryAsync($"DROP DATABASE {Database} WITH (FORCE)", CancellationToken.None);
        return elapsed;
    }

    private static Task PsqlAsync(ThrowawayServer server, ConnectionTarget target, string file) =>
        ProcessAsync(server.Binaries.Program("psql"), "-X", "-h", target.Host, "-p", Text(target.Port), "-U", target.User, "-d", target.Database, "-f", file);

    private static Task SandboxAsync(string sandbox, ConnectionTarget target, string file, string effects, string folder) =>
        ProcessAsync(
            sandbox, "rehearse", file, "-h", target.Host, "-p", Text(target.Port), "-U", target.User, "-d", target.Database, "--snapshot", "none", "--effects", effects,
            "--policy", Policy(folder), "--format", "json", "--output", Path.Combine(folder, "report.json"));

    private static async Task EngineAsync(ConnectionTarget target, string file)
    {
        await using var session = await WireSession.OpenAsync(target, CancellationToken.None);
        var output = new PsqlOutput(TextWriter.Null, TextWriter.Null);
        var player = new ScriptPlayer(new RealTransactions(session), new PsqlVariables(), output, new SilentPlayback(), new PlayerOptions { Dialect = PsqlDialect.Newest });
        await player.PlayAsync(file, CancellationToken.None);
    }

    private static async Task ProcessAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {texts[1]}{texts[0]}");
        }
    }

    private static string Policy(string folder)
    {
        var path = Path.Combine(folder, "sandbox.json");
        File.WriteAllText(path, $$"""{ "rehearse": { "allow": ["{{Database}}"] } }""");
        return path;
    }

    private static void WriteInserts(string file, string first, string last)
    {
        using var text = new StreamWriter(file);
        text.Write(first + "\n");
        for (var i = 0; i < 10_000; i++)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO small (n, t) VALUES ({i}, 'row number {i}');\n"));
        }

        text.Write(last + "\n");
    }

    private static void WriteCopy(string file)
    {
        using var text = new StreamWriter(file);
        text.Write("BEGIN;\nCOPY wide FROM STDIN;\n");
        for (var i = 0; i < 1_000_000; i++)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{i}\tseventy to a hundred characters a line, as many a table of addresses has, and a tab\\t {i}\n"));
        }

        text.Write("\\.\nROLLBACK;\n");
    }

    private static void Print(string script, string what, List<double> times, List<double> psql) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{script,-28} {what,-32} median {Median(times),7:0} ms, {Median(times) / Median(psql):0.00} of psql"));

    // The first round warms up.
    private static double Median(List<double> times) => times.Skip(1).Order().ElementAt((times.Count - 1) / 2);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Script(string Name, string Schema, Action<string> Write);
}

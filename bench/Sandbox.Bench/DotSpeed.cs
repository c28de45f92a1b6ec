using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Bench;

/// <summary>
/// Rehearsals on a warm server, one after the other, in a warm process: the DOT script against a copy of the database, psql and a drop, and against itself on an open connection; <c>SELECT 1</c> against a bare
/// BEGIN, SELECT 1, ROLLBACK; 10,000 small statements with effects against without. All in turns, on one server.
/// </summary>
internal static class DotSpeed
{
    private const string Copy = "directus_gov_test_copy";
    private const string Script = "scripts/dot-register/register.sql";

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many rounds; a first one warms up and does not count.</param>
    /// <param name="each">How many rehearsals in a round.</param>
    /// <param name="server">The choice of server.</param>
    public static async Task RunAsync(int rounds, int each, string server)
    {
        await using var throwaway = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse(server) }, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-");
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{throwaway.Binaries.Description}, {rounds} rounds of {each}, {Environment.ProcessorCount} processors"));
            await using var clones = new Clones(throwaway, PsqlDialect.Newest);
            await using var postgres = await WireSession.OpenAsync(throwaway.Target("postgres"), CancellationToken.None);
            var processor = await ProcessorTime.OfAsync(postgres);
            await DotAsync(throwaway, clones, postgres, processor, rounds, each);
            await TrivialAsync(clones, postgres, processor, folder.FullName, rounds, each);
            await ManyStatementsAsync(clones, processor, folder.FullName, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task DotAsync(ThrowawayServer server, Clones clones, WireSession postgres, ProcessorTime processor, int rounds, int each)
    {
        var rehearsal = await Repeated.PlanAsync(clones, Script);
        var databases = new ServerDatabases(postgres);
        var template = await rehearsal.TemplateAsync(databases);
        const string Alone = "alone_of_bench";
        await databases.CopyAsync(template, Alone, CancellationToken.None);
        await using var session = await WireSession.OpenAsync(server.Target(Alone), CancellationToken.None);
        List<(double Time, double Processor)> on = [], off = [], copies = [], alone = [];
        for (var round = 0; round <= rounds; round++)
        {
            on.Add(await rehearsal.MeasureAsync(each, effects: true, processor));
            off.Add(await rehearsal.MeasureAsync(each, effects: false, processor));
            copies.Add(await CopiesAsync(server, postgres, processor, databases, template, Math.Max(1, each / 10)));
            alone.Add(await AloneAsync(session, processor, each));
        }

        Print("DOT, effects on", on, copies);
        Print("DOT, effects off", off, copies);
        Print("copy, psql, drop", copies, copies);
        Print("DOT, the script alone", alone, copies);
    }

    /// <summary>What no rehearsal can be faster than: the script's own statements, which roll themselves back, on an open connection.</summary>
    private static async Task<(double Time, double Processor)> AloneAsync(WireSession session, ProcessorTime processor, int each)
    {
        var before = processor.Read();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < each; i++)
        {
            var output = new PsqlOutput(TextWriter.Null, TextWriter.Null);
            await new ScriptPlayer(new RealTransactions(session), new PsqlVariables(), output, new SilentPlayback(), new PlayerOptions()).PlayAsync(Script, CancellationToken.None);
        }

        return (watch.Elapsed.TotalMilliseconds / each, (processor.Read() - before) / each);
    }

    private static async Task<(double Time, double Processor)> CopiesAsync(ThrowawayServer server, WireSession postgres, ProcessorTime processor, ServerDatabases databases, string template, int count)
    {
        var before = processor.Read();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            await databases.CopyAsync(template, Copy, CancellationToken.None);
            var target = server.Target(Copy);
            using var psql = Process.Start(new ProcessStartInfo(
                server.Binaries.Program("psql"), ["-X", "-q", "-h", target.Host, "-p", target.Port.ToString(CultureInfo.InvariantCulture), "-U", target.User, "-d", Copy, "-f", Script])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var texts = await Task.WhenAll(psql.StandardOutput.ReadToEndAsync(), psql.StandardError.ReadToEndAsync());
            await psql.WaitForExitAsync();
            if (psql.ExitCode != 0)
            {
                throw new InvalidOperationException($"psql ended with {psql.ExitCode}: {texts[1]}");
            }

            await postgres.QueryAsync($"DROP DATABASE {Copy}", CancellationToken.None);
        }

        return (watch.Elapsed.TotalMilliseconds / count, (processor.Read() - before) / count);
    }

    private static async Task TrivialAsync(Clones clones, WireSession session, ProcessorTime processor, string folder, int rounds, int each)
    {
        var script = Path.Combine(folder, "trivial.sql");
        await File.WriteAllTextAsync(script, "SELECT 1;\n");
        var rehearsal = await Repeated.PlanAsync(clones, script);
        List<(double Time, double Processor)> on = [], off = [], bare = [];
        for (var round = 0; round <= rounds; round++)
        {
            on.Add(await rehearsal.MeasureAsync(each, effects: true, processor));
            off.Add(await rehearsal.MeasureAsync(each, effects: false, processor));
            var before = processor.Read();
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < each; i++)
            {
                await session.QueryAsync("BEGIN", CancellationToken.None);
                await session.QueryAsync("SELECT 1", CancellationToken.None);
                await session.QueryAsync("ROLLBACK", CancellationToken.None);
            }

            bare.Add((watch.Elapsed.TotalMilliseconds / each, (processor.Read() - before) / each));
        }

        Print("SELECT 1, effects on", on, bare);
        Print("SELECT 1, effects off", off, bare);
        Print("bare BEGIN, ROLLBACK", bare, bare);
    }

    private static async Task ManyStatementsAsync(Clones clones, ProcessorTime processor, string folder, int rounds)
    {
        var script = Path.Combine(folder, "small.sql");
        await using (var text = new StreamWriter(script))
        {
            await text.WriteAsync("CREATE TABLE small (n int PRIMARY KEY, t text);\nBEGIN;\n");
            for (var i = 0; i < 10_000; i++)
            {
                await text.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO small (n, t) VALUES ({i}, 'row number {i}');\n"));
            }

            await text.WriteAsync("ROLLBACK;\n");
        }

        var rehearsal = await Repeated.PlanAsync(clones, script);
        List<(double Time, double Processor)> on = [], off = [];
        for (var round = 0; round <= rounds; round++)
        {
            on.Add(await rehearsal.MeasureAsync(1, effects: true, processor));
            off.Add(await rehearsal.MeasureAsync(1, effects: false, processor));
        }

        Print("10,000 inserts, effects on", on, off);
        Print("10,000 inserts, effects off", off, off);
    }

    private static void Print(string what, List<(double Time, double Processor)> times, List<(double Time, double Processor)> beside)
    {
        var (median, other) = (Repeated.Median(times.Select(static time => time.Time)), Repeated.Median(beside.Select(static time => time.Time)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-28} {median,8:0.00} ms, {1000 / median,6:0.0} a second, {median - other,8:0.00} ms more, {median / other:0.000} of it, processor {Repeated.Median(times.Select(static time => time.Processor)),7:0.00} ms"));
    }
}

using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Bench;

/// <summary>How much memory <c>sandbox rehearse</c> takes at its peak: for scripts of a gigabyte, and for a result of ten million rows.</summary>
internal static class Memory
{
    private const string Database = "clone_of_bench";
    private const int Gigabyte = 1_000_000_000;

    private static readonly (string Name, Func<StreamWriter, Task> Write)[] s_scripts =
    [
        ("one statement", static text => text.WriteAsync("SELECT 1;\n")),
        ("1 GB of statements", WriteStatementsAsync),
        ("1 GB of COPY data", WriteCopyAsync),
        ("10,000,000 rows", static text => text.WriteAsync("SELECT n, 'a text of some length ' || n FROM generate_series(1, 10000000) AS n;\n")),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="sandbox">The program <c>sandbox</c>.</param>
    public static async Task RunAsync(string sandbox)
    {
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse("local") }, CancellationToken.None);
        await using var postgres = await WireSession.OpenAsync(server.Target("postgres"), CancellationToken.None);
        await postgres.QueryAsync($"CREATE DATABASE {Database}", CancellationToken.None);
        await using (var session = await WireSession.OpenAsync(server.Target(Database), CancellationToken.None))
        {
            await session.QueryAsync("CREATE UNLOGGED TABLE wide (n int, t text)", CancellationToken.None);
        }

        // Not below /tmp, which may be in memory.
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", $"sandbox-bench-{Environment.ProcessId}"));
        try
        {
            foreach (var (name, write) in s_scripts)
            {
                var file = Path.Combine(folder.FullName, "script.sql");
                await using (var text = new StreamWriter(file))
                {
                    await write(text);
                }

                await MeasureAsync(name, sandbox, server, file, folder.FullName);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, string sandbox, ThrowawayServer server, string file, string folder)
    {
        var target = server.Target(Database);
        await File.WriteAllTextAsync(Path.Combine(folder, "sandbox.json"), $$"""{ "rehearse": { "allow": ["{{Database}}"] } }""");
        string[] arguments =
        [
            "rehearse", file, "-h", target.Host, "-p", target.Port.ToString(CultureInfo.InvariantCulture), "-U", target.User, "-d", target.Database,
            "--snapshot", "none", "--policy", Path.Combine(folder, "sandbox.json"), "--format", "json", "--output", Path.Combine(folder, "report.json"),
        ];
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Path.GetFullPath(sandbox), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            peak = Math.Max(peak, Peak(process.Id));
        }

        await texts;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-20} exit status {process.ExitCode}, {watch.Elapsed.TotalSeconds,6:0.0} s, peak {peak / 1024.0,6:0} MB, report {new FileInfo(Path.Combine(folder, "report.json")).Length / 1e6,6:0.0} MB"));
    }

    /// <summary>The most memory that a process has had so far, in kilobytes; 0 once it is gone.</summary>
    private static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task WriteStatementsAsync(StreamWriter text)
    {
        var filler = new string('x', 2000);
        for (var written = 0L; written < Gigabyte;)
        {
            var statement = string.Create(CultureInfo.InvariantCulture, $"SELECT {written} AS n, length('{filler}');\n");
            await text.WriteAsync(statement);
            written += statement.Length;
        }
    }

    private static async Task WriteCopyAsync(StreamWriter text)
    {
        await text.WriteAsync("COPY wide FROM STDIN;\n");
        var line = $"1\t{new string('x', 1000)}\n";
        for (var written = 0L; written < Gigabyte; written += line.Length)
        {
            await text.WriteAsync(line);
        }

        await text.WriteAsync("\\.\n");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Postgres.Servers;

namespace Sandbox.Bench;

/// <summary>
/// How long until a server accepts connections: a throwaway server against <c>initdb --no-sync</c> and <c>pg_ctl start</c> of the
/// same binaries, in turns, so that what else the machine does meets both.
/// </summary>
internal static class ServerStart
{
    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; the first round of each warms up and does not count.</param>
    /// <param name="server">The choice of server.</param>
    public static async Task RunAsync(int rounds, string server)
    {
        var options = new ThrowawayOptions { Choice = ServerChoice.Parse(server) };
        List<double> ours = [], theirs = [];
        PostgresBinaries? binaries = null;
        for (var round = 0; round <= rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using (var throwaway = await ThrowawayServer.StartAsync(options, CancellationToken.None))
            {
                ours.Add(watch.Elapsed.TotalMilliseconds);
                binaries = throwaway.Binaries;
            }

            theirs.Add(await PlainStartAsync(binaries));
        }

        var (ourMedian, theirMedian) = (Median(ours), Median(theirs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{binaries!.Description}, {rounds} rounds, {Environment.ProcessorCount} processors"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"throwaway server           median {ourMedian,7:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"initdb --no-sync + pg_ctl  median {theirMedian,7:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ourMedian / theirMedian:0.00}"));
    }

    private static async Task<double> PlainStartAsync(PostgresBinaries binaries)
    {
        var folder = Path.Combine("/tmp", "sandbox-bench-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        var data = Path.Combine(folder, "data");
        await RunAsync("mkdir", "-m", "700", folder);
        try
        {
            var watch = Stopwatch.StartNew();
            await RunAsync(binaries.Program("initdb"), "--no-sync", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8");
            await RunAsync(binaries.Program("pg_ctl"), "start", "-w", "-s", "-D", data, "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses= -c unix_socket_directories={folder}");
            var elapsed = watch.Elapsed.TotalMilliseconds;
            await RunAsync(binaries.Program("pg_ctl"), "stop", "-w", "-s", "-m", "immediate", "-D", data);
            return elapsed;
        }
        finally
        {
            await RunAsync("rm", "-rf", folder);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = program.EndsWith("initdb", StringComparison.Ordinal) };
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = "postgres";
        }

        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
        {
            await process.StandardOutput.ReadToEndAsync();
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }

    /// <summary>The median of all rounds but the first, which is a warm-up.</summary>
    internal static double Median(IReadOnlyList<double> times)
    {
        var sorted = times.Skip(1).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Servers.Containers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Bench;

/// <summary>
/// How long until the first query on a server in a container is answered: <c>--server container</c> against the engine alone, which runs <c>initdb --no-sync</c> and <c>postgres</c> of the same image on a socket in a
/// folder, in turns, so that what else the machine does meets both.
/// </summary>
internal static class ContainerStart
{
    private const string Bare = """
        for folder in /usr/lib/postgresql/*/bin; do PATH=$folder:$PATH; done
        as_postgres() { if command -v gosu >/dev/null; then exec gosu postgres "$@"; fi; exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
        mkdir -p "$1"
        chown postgres "$1"
        (as_postgres initdb --no-sync --no-locale --encoding UTF8 --username postgres --auth trust --pgdata "$1" >/dev/null)
        trap 'exit 0' TERM
        (as_postgres postgres -D "$1" -c listen_addresses= -c unix_socket_directories=/sockets) &
        wait "$!"
        """;

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; the first round of each warms up and does not count.</param>
    /// <param name="server">The choice of image.</param>
    public static async Task RunAsync(int rounds, string server)
    {
        var options = new ThrowawayOptions { Choice = ServerChoice.Parse(server) };
        var engine = await ContainerEngine.FindAsync(CancellationToken.None);
        var image = await engine.ImageAsync(options.Choice.Image!, CancellationToken.None);
        List<double> ours = [], theirs = [];
        for (var round = 0; round <= rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using (var throwaway = await Throwaway.StartAsync(options, CancellationToken.None))
            {
                await using var session = await WireSession.OpenAsync(throwaway.Target("postgres"), CancellationToken.None);
                await session.ScalarAsync("SELECT 1", CancellationToken.None);
                ours.Add(watch.Elapsed.TotalMilliseconds);
            }

            theirs.Add(await BareStartAsync(engine, image));
        }

        var (ourMedian, theirMedian) = (ServerStart.Median(ours), ServerStart.Median(theirs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}, PostgreSQL {image.Major}, {rounds} rounds, {Environment.ProcessorCount} processors"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--server container  median {ourMedian,7:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the engine alone    median {theirMedian,7:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ourMedian / theirMedian:0.00}"));
    }

    private static async Task<double> BareStartAsync(ContainerEngine engine, ContainerImage image)
    {
        var name = "sandbox-bench-" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var sockets = Path.Combine("/tmp", name);
        Directory.CreateDirectory(sockets);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(sockets, (UnixFileMode)0b111_111_111);
        }

        try
        {
            var watch = Stopwatch.StartNew();
            string[] words =
            [
                "run", "--rm", "--pull", "never", "--network", "none", "--name", name, "--entrypoint", "/bin/sh", "--mount", $"type=bind,source={sockets},target=/sockets",
                image.Id, "-c", Bare, "bare", image.DataVolume + "/bare",
            ];
            using var client = Process.Start(new ProcessStartInfo(engine.Program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = Task.WhenAll(client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
            while (!await AnswersAsync(sockets))
            {
                if (client.HasExited)
                {
                    throw new InvalidOperationException($"the engine's container ended: {(await said)[1]}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }

            var elapsed = watch.Elapsed.TotalMilliseconds;
            using var stop = Process.Start(new ProcessStartInfo(engine.Program, ["stop", name]) { RedirectStandardOutput = true })!;
            await stop.StandardOutput.ReadToEndAsync();
            await client.WaitForExitAsync();
            await said;
            return elapsed;
        }
        finally
        {
            File.Delete(Path.Combine(sockets, ".s.PGSQL.5432"));
            File.Delete(Path.Combine(sockets, ".s.PGSQL.5432.lock"));
            Directory.Delete(sockets);
        }
    }

    private static async Task<bool> AnswersAsync(string sockets)
    {
        if (!File.Exists(Path.Combine(sockets, ".s.PGSQL.5432")))
        {
            return false;
        }

        try
        {
            await using var session = await WireSession.OpenAsync(new() { Host = sockets, Database = "postgres", User = "postgres" }, CancellationToken.None);
            await session.ScalarAsync("SELECT 1", CancellationToken.None);
            return true;
        }
        catch (SandboxException error) when (error.ExitCode is ExitCode.Unavailable)
        {
            // It is starting up.
            return false;
        }
    }
}

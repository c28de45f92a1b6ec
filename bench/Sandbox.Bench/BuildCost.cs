using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Bench;

/// <summary>
/// What the analyzers cost a build of a generated solution: the time that the compiler says they took (<c>/reportanalyzer</c>) against that of NUnit.Analyzers on the same code, and the
/// whole build against one without either, in turns.
/// </summary>
internal static partial class BuildCost
{
    // A build keeps its compiler for the next one, as `dotnet build` does by itself; this one is nobody else's, and is ended.
    private static readonly string s_compiler = string.Create(CultureInfo.InvariantCulture, $"sandbox-bench-{Environment.ProcessId}");
    private static readonly string[] s_variants = ["nothing", "Sandbox.Analyzers", "nunit.analyzers"];

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many builds of each; a first round warms up and does not count.</param>
    /// <param name="files">How many C# files there are.</param>
    /// <param name="analyzers">The analyzers' dll.</param>
    public static async Task RunAsync(int rounds, int files, string analyzers)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-");
        try
        {
            var solution = await GeneratedSolution.WriteAsync(folder.FullName, files, Path.GetFullPath(analyzers));
            await DotNetAsync(folder.FullName, "restore", solution, "-nodeReuse:false");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files, {rounds} rounds, {Environment.ProcessorCount} processors"));
            var measured = s_variants.ToDictionary(static variant => variant, static _ => new List<(double Build, double Analyzers, double Processor)>());
            for (var round = 0; round <= rounds; round++)
            {
                // Whoever comes first changes, so that what grows or shrinks over time falls on all alike.
                foreach (var variant in s_variants.Skip(round % s_variants.Length).Concat(s_variants.Take(round % s_variants.Length)))
                {
                    measured[variant].Add(await BuildAsync(folder.FullName, solution, variant));
                }
            }

            var plain = Repeated.Median(measured["nothing"].Select(static time => time.Build));
            var plainProcessor = Repeated.Median(measured["nothing"].Select(static time => time.Processor));
            foreach (var variant in s_variants)
            {
                var builds = measured[variant].Select(static time => time.Build).ToList();
                var processor = measured[variant].Select(static time => time.Processor).ToList();
                var own = Repeated.Median(measured[variant].Select(static time => time.Analyzers));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{variant,-18} analyzers {own,6:F2} s   build {Repeated.Median(builds),6:F2} s ({builds.Skip(1).Min():F2} to {builds.Skip(1).Max():F2}), {Repeated.Median(builds) / plain:F3}   processor time {Repeated.Median(processor):F2} s ({processor.Skip(1).Min():F2} to {processor.Skip(1).Max():F2}), {Repeated.Median(processor) / plainProcessor:F3} of the build with nothing"));
            }
        }
        finally
        {
            await DotNetAsync(folder.FullName, "exec", Path.Combine(await RoslynAsync(), "bincore", "VBCSCompiler.dll"), "-shutdown", "-pipename:" + s_compiler);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Build, double Analyzers, double Processor)> BuildAsync(string folder, string solution, string variant)
    {
        var log = Path.Combine(folder, "build.log");
        var before = ProcessorTime.ReadEnded(s_compiler);
        var watch = Stopwatch.StartNew();
        await DotNetAsync(
            folder, "build", solution, "--no-restore", "-t:Rebuild", $"-p:With={variant}", "-p:UseSharedCompilation=true", "-p:SharedCompilationId=" + s_compiler, "-nodeReuse:false", "-tl:off", "-v:quiet", $"-flp:LogFile={log};Verbosity=detailed");
        var build = watch.Elapsed.TotalSeconds;
        var processor = (ProcessorTime.ReadEnded(s_compiler) - before) / 1000;
        var times = AssemblyTime().Matches(await File.ReadAllTextAsync(log)).Where(match => match.Groups["name"].Value == variant).ToList();
        return times.Count > 0 || variant == "nothing"
            ? (build, times.Sum(static match => double.Parse(match.Groups["time"].Value, CultureInfo.InvariantCulture)), processor)
            : throw new InvalidOperationException($"the compiler does not say how long {variant} took");
    }

    /// <summary>The folder of the SDK's compilers.</summary>
    private static async Task<string> RoslynAsync() => (await DotNetAsync(Environment.CurrentDirectory, "msbuild", "bench/Sandbox.Bench", "-getProperty:RoslynTargetsPath", "-nodeReuse:false")).Trim();

    private static async Task<string> DotNetAsync(string folder, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"dotnet {words[0]} exits with {process.ExitCode}: {output}"));
        }

        return output;
    }

    /// <summary>A line of the compiler's table for a whole assembly: seconds ("&lt;0.001" for next to none), percent, its full name.</summary>
    [GeneratedRegex(@"^\s*<?(?<time>[0-9.]+)\s+<?[0-9.]+\s+(?<name>[\w.]+), Version=", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AssemblyTime();
}

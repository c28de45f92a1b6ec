using System.Diagnostics;
using System.Globalization;

namespace Sandbox.Bench;

/// <summary>How long <c>sandbox lint</c> takes for one file, as a whole process, against a program that does nothing, both started the same way, in turns.</summary>
internal static class LintStart
{
    private static readonly (string Name, string Text)[] s_files =
    [
        ("clean, one statement", "SELECT 1;\n"),
        ("five findings", "BEGIN;\nALTER TABLE people ADD COLUMN last_name text;\nUPDATE people SET last_name = name;\nDROP DATABASE other;\n"),
        ("1,000 statements", string.Concat(Enumerable.Range(0, 1000).Select(static n => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO people (id, name) VALUES ({n}, 'Ada');\n"))) + "DROP DATABASE other;\n"),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; a first round warms up and does not count.</param>
    /// <param name="sandbox">The program <c>sandbox</c>, published by <c>bench/publish</c>.</param>
    /// <param name="empty">The program <c>empty</c>, published likewise.</param>
    public static async Task RunAsync(int rounds, string sandbox, string empty)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-bench-");
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds, {Environment.ProcessorCount} processors"));
            foreach (var (name, text) in s_files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "script.sql"), text);
                List<double> nothing = [], lint = [];
                for (var round = 0; round <= rounds; round++)
                {
                    nothing.Add(await StartAsync(empty, folder.FullName));
                    lint.Add(await StartAsync(sandbox, folder.FullName, "lint", "script.sql"));
                }

                Print(name, "empty program", nothing, nothing);
                Print(name, "sandbox lint", lint, nothing);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> StartAsync(string program, string folder, params string[] words)
    {
        var start = new ProcessStartInfo(Path.GetFullPath(program), words) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode is 0 or 1
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} exits with {process.ExitCode}"));
    }

    private static void Print(string file, string what, List<double> measured, List<double> nothing)
    {
        var time = Repeated.Median(measured);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file,-22} {what,-14} {time,7:F1} ms ({time / Repeated.Median(nothing):F2})"));
    }
}

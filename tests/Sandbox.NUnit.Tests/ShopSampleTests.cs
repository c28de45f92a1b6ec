using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Sandbox.NUnit.Tests;

/// <summary>The sample project, run as its owner runs it.</summary>
[Parallelizable]
public sealed partial class ShopSampleTests
{
    [Test, CancelAfter(240_000)]
    public async Task All_its_tests_pass()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var project = Path.GetFullPath("../../samples/Shop.Tests", typeof(ShopSampleTests).Assembly.GetCustomAttribute<RehearsalProjectAttribute>()!.Directory);
        var built = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../.."), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet", ["test", Path.Combine(project, "bin", built, "Shop.Tests.dll")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // The build that started these tests speaks to its own children by these.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0, output + await errors);
        Summary().Match(output).Groups["passed"].Value.ShouldBe("8", output);
    }

    [GeneratedRegex(@"Failed: +0, Passed: +(?<passed>\d+), Skipped: +0", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Summary();
}

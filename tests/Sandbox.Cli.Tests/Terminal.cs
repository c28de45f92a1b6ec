using System.Diagnostics;

namespace Sandbox.Cli.Tests;

/// <summary>A pseudo-terminal (util-linux's <c>script</c>).</summary>
internal static class Terminal
{
    /// <summary>Runs a command line of the shell on it to its end.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="line">The line.</param>
    /// <param name="typed">What is typed.</param>
    /// <returns>Everything that it shows, with <see cref="SandboxRun.Error"/> among it, and the line's exit code.</returns>
    public static async Task<SandboxRun> RunAsync(TempFolder folder, string line, string typed = "")
    {
        var start = new ProcessStartInfo("script", ["-qec", line, "/dev/null"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var name in (string[])["NO_COLOR", "CI"])
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        var shown = await process.StandardOutput.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        return new SandboxRun(process.ExitCode, shown, "");
    }
}

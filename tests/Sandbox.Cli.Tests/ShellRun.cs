using System.Diagnostics;

namespace Sandbox.Cli.Tests;

/// <summary>Runs a shell that finds <c>sandbox</c> on its path.</summary>
internal static class ShellRun
{
    /// <summary>Runs bash to its end, as GitHub's runner does: no file of its own is read, and the first failure ends it.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="script">What it runs.</param>
    /// <param name="words">The script's words, from <c>$1</c> on.</param>
    /// <param name="environment">Variables to set.</param>
    public static async Task<SandboxRun> BashAsync(TempFolder folder, string script, string[] words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script, "-", .. words])
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment.Append(("PATH", $"{Path.GetDirectoryName(SandboxProcess.Program)}{Path.PathSeparator}{start.Environment["PATH"]}")))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        return new SandboxRun(process.ExitCode, await output, await error);
    }
}

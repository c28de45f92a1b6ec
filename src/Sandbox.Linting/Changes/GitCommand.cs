using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sandbox.Linting.Changes;

/// <summary>Asks git in one folder; words go to it as a list, so that no shell reads them.</summary>
/// <param name="folder">The folder.</param>
internal sealed class GitCommand(string folder)
{
    /// <summary>Runs git and returns what it prints, or null and its complaint where it fails.</summary>
    /// <exception cref="SandboxException">There is no git on this machine (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<(string? Output, string Complaint)> AskAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "-c", "core.quotePath=true", .. words])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // What it says is read, and it never waits for somebody to type.
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        using var process = Started(start);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var complaint = (await error).Trim().ReplaceLineEndings(" ");
            return (process.ExitCode == 0 ? await output : null, complaint.StartsWith("fatal: ", StringComparison.Ordinal) ? complaint["fatal: ".Length..] : complaint);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new SandboxException(ExitCode.Unavailable, $"--changed-since needs git, which cannot be started: {error.Message}", error);
        }
    }
}

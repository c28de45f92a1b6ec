using System.Diagnostics;
using System.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Runs shell commands that the policy allows.</summary>
internal static class ShellCommand
{
    /// <summary>Runs a command by the shell, and waits for its end; a cancelled one is killed with its children.</summary>
    /// <param name="command">The command.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="environment">What differs from this process's environment; null unsets.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ShellResult> RunAsync(
        string command, string input, string folder, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh", [OperatingSystem.IsWindows() ? "/c" : "-c", command])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        try
        {
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken),
                process.StandardError.BaseStream.CopyToAsync(error, cancellationToken),
                WriteAsync(process, input, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ShellResult(output.ToArray(), Encoding.UTF8.GetString(error.ToArray()), process.ExitCode);
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command did not read all of it, as head does not; its exit code tells what it made of that.
        }
    }
}

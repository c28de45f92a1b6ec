using System.ComponentModel;
using System.Diagnostics;
using Sandbox.Postgres.Connections;

namespace Sandbox.Lifecycle.Plans;

/// <summary>Runs a stage's program: its arguments as they are, no shell between, and of the ways to PostgreSQL that the environment knows only the one to the sandbox.</summary>
internal static class StageProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="words">The program, a path from the folder or a name that PATH knows, and its arguments.</param>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="sandbox">The sandbox, as libpq's variables tell the program.</param>
    /// <param name="output">What it writes.</param>
    /// <param name="errors">What it writes to standard error.</param>
    /// <param name="cancellationToken">Kills it, with its children.</param>
    /// <returns>What it exited with.</returns>
    /// <exception cref="SandboxException">It cannot be started (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, string folder, ConnectionTarget sandbox, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        // A name without a folder is PATH's to find.
        var program = words[0].Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(words[0], folder) : words[0];
        var start = new ProcessStartInfo(program, words.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        LibpqEnvironment.Lead(start.Environment, sandbox);
        using var process = Start(start);
        process.StandardInput.Close();
        var written = Task.WhenAll(CopyAsync(process.StandardOutput, output, cancellationToken), CopyAsync(process.StandardError, errors, cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            await written;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new SandboxException(ExitCode.Unavailable, $"{start.FileName} cannot be started: {error.Message}", error);
        }
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to, CancellationToken cancellationToken)
    {
        while (await from.ReadLineAsync(cancellationToken) is { } line)
        {
            await to.WriteAsync($"{line}\n".AsMemory(), cancellationToken);
        }
    }
}

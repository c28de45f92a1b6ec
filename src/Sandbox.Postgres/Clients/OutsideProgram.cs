using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Clients;

/// <summary>A program of this machine: its words go to it as a list, no shell reads them, and it has nothing to read.</summary>
public static class OutsideProgram
{
    /// <summary>Asks one something; of the environment it sees what a server's processes do.</summary>
    /// <param name="program">A path, or a name that PATH knows.</param>
    /// <param name="words">Its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="SandboxException">It cannot be started, or failed (<see cref="ExitCode.Unavailable"/>); the message has what it said.</exception>
    public static async Task<string> AskAsync(string program, IEnumerable<string> words, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(program, words, Command.Server, user: null, cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw new SandboxException(ExitCode.Unavailable, $"{program} failed: {result.Complaint}");
    }

    /// <summary>Runs one whose environment leads to a database, and hands on what it writes line by line.</summary>
    /// <param name="program">A path, or a name that PATH knows.</param>
    /// <param name="words">Its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="target">The database; of PostgreSQL its environment says nothing else.</param>
    /// <param name="output">What it writes.</param>
    /// <param name="errors">What it writes to standard error.</param>
    /// <param name="cancellationToken">Kills it, with its children.</param>
    /// <returns>What it exited with.</returns>
    /// <exception cref="SandboxException">It cannot be started (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<int> RunAsync(
        string program, IEnumerable<string> words, string folder, ConnectionTarget target, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var start = Command.Prepare(program, words, environment: null, user: null);
        start.WorkingDirectory = folder;
        LibpqEnvironment.Lead(start.Environment, target);
        using var process = Command.Start(start);
        process.StandardInput.Close();
        await Command.EndAsync(
            process, Task.WhenAll(CopyAsync(process.StandardOutput, output, cancellationToken), CopyAsync(process.StandardError, errors, cancellationToken)), cancellationToken);
        return process.ExitCode;
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to, CancellationToken cancellationToken)
    {
        while (await from.ReadLineAsync(cancellationToken) is { } line)
        {
            await to.WriteAsync($"{line}\n".AsMemory(), cancellationToken);
        }
    }
}

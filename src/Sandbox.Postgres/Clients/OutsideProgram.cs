using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Clients;

/// <summary>A program of this machine that is asked something: its words go to it as a list, no shell reads them, and of the environment it sees what a server's processes do.</summary>
public static class OutsideProgram
{
    /// <summary>Runs it to its end.</summary>
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
}

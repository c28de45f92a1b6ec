using System.CommandLine;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Cli.Commands;

/// <summary>Which policy applies: <c>--policy</c>, else the nearest <c>sandbox.json</c> upwards, else none.</summary>
internal sealed class PolicyOption
{
    private readonly Option<string?> _policy = new("--policy")
    {
        HelpName = "FILE",
        Description = $"What counts as a clone; else the nearest {Policy.FileName} from the working folder upwards.",
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(_policy);

    /// <summary>The file that was named; null where none was.</summary>
    public string? Path(ParseResult words) => words.GetValue(_policy);

    /// <summary>Reads the policy.</summary>
    /// <exception cref="SandboxException">It cannot be read or says something wrong (<see cref="ExitCode.Usage"/>).</exception>
    public Task<Policy> ReadAsync(ParseResult words, string folder, CancellationToken cancellationToken) =>
        words.GetValue(_policy) is { } path ? Policy.LoadAsync(path, cancellationToken) : Policy.FindAsync(folder, cancellationToken);
}

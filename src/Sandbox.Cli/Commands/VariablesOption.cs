using System.CommandLine;

namespace Sandbox.Cli.Commands;

/// <summary>Variables for the scripts, as psql's <c>-v</c> gives them.</summary>
internal sealed class VariablesOption
{
    private readonly Option<string[]> _variables = new("--variable", "-v", "--set") { HelpName = "NAME=VALUE", Description = "Sets a psql variable; repeats." };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(_variables);

    /// <summary>The variables, in the order in which they were given.</summary>
    /// <exception cref="SandboxException">One has no value (<see cref="ExitCode.Usage"/>).</exception>
    public IReadOnlyList<(string Name, string Value)> Read(ParseResult words) =>
        [.. (words.GetValue(_variables) ?? []).Select(static text => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? (text[..at], text[(at + 1)..])
            : throw new SandboxException(ExitCode.Usage, $"-v {text}: a variable is given as NAME=VALUE"))];
}

using Sandbox.Cli.Console;
using Sandbox.Postgres.Connections;

namespace Sandbox.Cli;

/// <summary>What a command is started in: everything that it takes from outside its own words.</summary>
/// <param name="Console">Where it writes.</param>
/// <param name="Environment">The environment's variables.</param>
/// <param name="Folder">The working folder.</param>
internal sealed record Surroundings(IConsole Console, IReadOnlyDictionary<string, string?> Environment, string Folder)
{
    /// <summary>Whether a build server runs this: nobody is there to look at what is accepted.</summary>
    public bool IsBuildServer => Environment.GetValueOrDefault("CI") is { } value && (value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the environment leaves colours to us (no-color.org; a dumb terminal has none).</summary>
    public bool AdmitsColor => string.IsNullOrEmpty(Environment.GetValueOrDefault("NO_COLOR")) && Environment.GetValueOrDefault("TERM") is not "dumb";

    /// <summary>Whether a terminal can write a line again; a dumb one, or one that nobody named, cannot.</summary>
    public bool MovesCursor => OperatingSystem.IsWindows() || Environment.GetValueOrDefault("TERM") is not (null or "" or "dumb");

    /// <summary>This process's own.</summary>
    /// <param name="console">The process's console.</param>
    public static Surroundings OfProcess(IConsole console) => new(console, LibpqEnvironment.OfThisProcess(), System.Environment.CurrentDirectory);
}

using System.CommandLine;
using Sandbox.Rehearsal.States;

namespace Sandbox.Cli.Commands;

/// <summary>How a state is read: the options that capture and verify share.</summary>
internal sealed class StateOptionWords
{
    private readonly TargetOptions _target = new();
    private readonly Option<bool> _full = new("--full") { Description = "Reads every table, also those that nothing can have written to since." };
    private readonly Option<string?> _rows = new("--rows") { HelpName = "N", Description = "How many rows of a table are kept or shown with their values (10000)." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _target.AddPlaceTo(command);
        command.Options.Add(_full);
        command.Options.Add(_rows);
    }

    /// <summary>The database that is meant.</summary>
    public Sandbox.Postgres.Connections.ConnectionTarget Target(ParseResult words, Surroundings surroundings) => _target.RequiredTarget(words, surroundings.Environment);

    /// <summary>How it is read.</summary>
    /// <exception cref="SandboxException">A number is none (<see cref="ExitCode.Usage"/>).</exception>
    public StateOptions Read(ParseResult words)
    {
        var options = new StateOptions { Full = words.GetValue(_full) };
        return words.GetValue(_rows) is not { } text ? options
            : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var rows) ? options with { Rows = rows }
            : throw new SandboxException(ExitCode.Usage, $"--rows {text}: not a number of rows; say 0 or more");
    }
}

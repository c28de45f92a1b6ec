using System.CommandLine;
using Sandbox.Cli.Reports;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox drop</c>: a governed sandbox is retired.</summary>
internal sealed class DropCommand : Command
{
    private readonly CommonOptions _common;
    private readonly LaneOptions _lane = new();

    public DropCommand(CommonOptions common)
        : base("drop", "Retires one registered sandbox by its exact name, then lists what is orphaned.")
    {
        _common = common;
        _lane.AddOneTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var policy = await _lane.PolicyAsync(words, _common.Surroundings, cancellationToken);
        var name = _lane.Name(words, policy);
        await using var lane = await _lane.OpenAsync(words, policy, _common.Surroundings, cancellationToken);
        var dropped = await lane.DropAsync(name, cancellationToken);
        var output = _common.Out(words);
        output.Print(new TextLine(dropped.Retired ? TextKind.Good : TextKind.Plain, VisibleText.Escape($"{(dropped.Retired ? "RETIRED_OK" : "NO_OP")}: {name} {dropped.Detail}")));
        output.Print(SandboxText.Orphans(await lane.FindOrphansAsync(cancellationToken)));
        return (int)ExitCode.Success;
    }
}

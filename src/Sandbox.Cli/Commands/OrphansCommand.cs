using System.CommandLine;
using Sandbox.Cli.Reports;
using Sandbox.Lifecycle;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox orphans</c>: what is on one side only, in the server or in the ledger.</summary>
internal sealed class OrphansCommand : Command
{
    private readonly CommonOptions _common;
    private readonly LaneOptions _lane = new();
    private readonly Option<string?> _retire = new("--retire") { HelpName = "NAME", Description = "Retires this one orphan, by its exact name; without it nothing is changed." };
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON." };

    public OrphansCommand(CommonOptions common)
        : base("orphans", "Lists databases without an active registry row and its birth certificate, and ledger entries whose database is gone; drops nothing by itself.")
    {
        _common = common;
        _lane.AddTo(this);
        Options.Add(_retire);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var policy = await _lane.PolicyAsync(words, _common.Surroundings, cancellationToken);
        var retired = words.GetValue(_retire) is { } name ? SandboxName.Admit(name, policy) : null;
        await using var lane = await _lane.OpenAsync(words, policy, _common.Surroundings, cancellationToken);
        if (retired is not null)
        {
            var orphan = await lane.RetireOrphanAsync(retired, cancellationToken);
            _common.Error(words).Print(new TextLine(TextKind.Good, VisibleText.Escape($"RETIRED_OK: {orphan.Name} ({orphan.Detail})")));
        }

        var orphans = await lane.FindOrphansAsync(cancellationToken);
        if (words.GetValue(_json))
        {
            await _common.Surroundings.Console.Out.WriteLineAsync(SandboxJson.Orphans(orphans).AsMemory(), cancellationToken);
        }
        else
        {
            _common.Out(words).Print(SandboxText.Orphans(orphans));
        }

        return (int)ExitCode.Success;
    }
}

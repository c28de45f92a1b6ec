using System.CommandLine;
using Sandbox.Cli.Reports;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox list</c>: the sandboxes that are there.</summary>
internal sealed class ListCommand : Command
{
    private readonly CommonOptions _common;
    private readonly LaneOptions _lane = new();
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON." };

    public ListCommand(CommonOptions common)
        : base("list", "Lists the sandboxes of a server: age, time left, owner, size, status.")
    {
        _common = common;
        _lane.AddTo(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var policy = await _lane.PolicyAsync(words, _common.Surroundings, cancellationToken);
        await using var lane = await _lane.OpenAsync(words, policy, _common.Surroundings, cancellationToken);
        var list = await lane.ListAsync(cancellationToken);
        if (words.GetValue(_json))
        {
            await _common.Surroundings.Console.Out.WriteLineAsync(SandboxJson.List(list).AsMemory(), cancellationToken);
        }
        else
        {
            _common.Out(words).Print(SandboxText.List(list, _common.Surroundings.Console.Width));
        }

        return (int)ExitCode.Success;
    }
}

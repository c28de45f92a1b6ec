using System.CommandLine;
using Sandbox.Cli.Reports;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox create</c>: a governed sandbox is born.</summary>
internal sealed class CreateCommand : Command
{
    private readonly CommonOptions _common;
    private readonly LaneOptions _lane = new();
    private readonly Option<string?> _template = new("--template") { HelpName = "DBNAME", Description = "The database that it is a copy of; nobody may be connected to it. Empty unless said otherwise." };
    private readonly GoldenOptions _golden = new();
    private readonly Option<bool> _force = new("--force") { Description = "Disabled: what is there already is never replaced." };

    public CreateCommand(CommonOptions common)
        : base("create", "Creates a governed sandbox: database, birth certificate, registry row, ledger line; or nothing of it.")
    {
        _common = common;
        _lane.AddOneTo(this);
        Options.Add(_template);
        _golden.AddTo(this);
        Options.Add(_force);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        if (words.GetValue(_force))
        {
            throw new SandboxException(ExitCode.Refused, "FORCE_DISABLED: a sandbox that is there already is never replaced; retire it by: sandbox drop");
        }

        var policy = await _lane.PolicyAsync(words, _common.Surroundings, cancellationToken);
        var name = _lane.Name(words, policy);
        var (template, jobs) = (words.GetValue(_template), _golden.Jobs(words));
        var golden = await _golden.LoadAsync(words, _common.Surroundings, cancellationToken);
        if (template is not null && golden is not null)
        {
            throw new SandboxException(ExitCode.Usage, "--template and --golden exclude each other; say what the sandbox is made of in one way");
        }

        await using var lane = await _lane.OpenAsync(words, policy, _common.Surroundings, cancellationToken);
        var created = await (golden is not null ? lane.CreateAsync(name, golden, jobs, cancellationToken) : lane.CreateAsync(name, template, cancellationToken));
        await _common.Surroundings.Console.Out.WriteLineAsync($"SANDBOX_JSON: {SandboxJson.Created(created)}".AsMemory(), cancellationToken);
        return (int)ExitCode.Success;
    }
}

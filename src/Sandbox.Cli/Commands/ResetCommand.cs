using System.CommandLine;
using System.Globalization;
using Sandbox.Lifecycle.Golden;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox reset</c>: a sandbox becomes as its checkpoint again.</summary>
internal sealed class ResetCommand : Command
{
    private readonly CommonOptions _common;
    private readonly LaneOptions _lane = new();
    private readonly GoldenOptions _golden = new();

    public ResetCommand(CommonOptions common)
        : base("reset", "Drops what the application's role owns in a sandbox and restores a checkpoint, as that role; the database stays.")
    {
        _common = common;
        _lane.AddOneTo(this);
        _golden.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        var policy = await _lane.PolicyAsync(words, surroundings, cancellationToken);
        var name = _lane.Name(words, policy);
        var jobs = _golden.Jobs(words);
        var golden = await _golden.LoadAsync(words, surroundings, cancellationToken) ?? throw new SandboxException(ExitCode.AdmissionDenied, "ADMISSION_DENIED: no checkpoint was named; say --golden FILE");
        var reset = await SandboxReset.RunAsync(_lane.Target(words, surroundings), name, golden, policy, jobs, cancellationToken);
        _common.Out(words).Print(new TextLine(TextKind.Good, VisibleText.Escape(string.Create(
            CultureInfo.InvariantCulture, $"RESET_OK: {reset.Name} as {reset.Role}: {reset.Dropped} objects dropped, {reset.Tables} tables restored, as captured"))));
        return (int)ExitCode.Success;
    }
}

using System.CommandLine;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.States;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox state verify</c>: compares the state of a database with a recorded one.</summary>
internal sealed class StateVerifyCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _file = new("file") { Description = "What sandbox state capture wrote." };
    private readonly StateOptionWords _options = new();
    private readonly PolicyOption _policy = new();
    private readonly Option<bool> _strict = new("--strict") { Description = "Counts a sequence that moved as a difference; so does the policy's rehearse.strict." };
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON." };

    public StateVerifyCommand(CommonOptions common)
        : base("verify", "Compares the state of a database with a recorded one; exits with 7 where they differ.")
    {
        _common = common;
        Arguments.Add(_file);
        _options.AddTo(this);
        Options.Add(_strict);
        _policy.AddTo(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var target = _options.Target(words, _common.Surroundings);
        var options = _options.Read(words);
        var strict = words.GetValue(_strict) || (await _policy.ReadAsync(words, _common.Surroundings.Folder, cancellationToken)).Strict;
        var before = await StateFile.LoadAsync(words.GetRequiredValue(_file), cancellationToken);
        var comparison = await before.VerifyAsync(target, options, cancellationToken);
        var output = _common.Surroundings.Console.Out;
        if (words.GetValue(_json))
        {
            await output.WriteLineAsync(StateReport.Json(comparison, strict).AsMemory(), cancellationToken);
        }
        else
        {
            _common.Out(words).Print(_common.Detail(words) == TextDetail.Quiet ? [StateReport.Verdict(comparison, strict)] : StateReport.Lines(comparison, strict));
        }

        await output.FlushAsync(cancellationToken);
        return (int)comparison.ExitCode(strict);
    }
}

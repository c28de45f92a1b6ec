using System.CommandLine;
using System.Globalization;
using Sandbox.Lifecycle.Promotions;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Promotions;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox promote</c>: what was rehearsed green is replayed for real, by an approval.</summary>
internal sealed class PromoteCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _script = new("script") { Description = "The script that was rehearsed." };
    private readonly Option<string?> _approval = new("--approval") { HelpName = "FILE", Description = "Who approved it, until when, and for which target (docs/approval.schema.json)." };
    private readonly Option<string?> _report = new("--report") { HelpName = "FILE", Description = "The JSON report of its rehearsal on a governed sandbox." };
    private readonly TargetOptions _target = new();
    private readonly CredentialOptions _credential = new();
    private readonly PolicyOption _policy = new();
    private readonly Option<double> _lockTimeout = new("--lock-timeout") { HelpName = "seconds", Description = "How long a statement waits for a lock (5).", DefaultValueFactory = static _ => 5 };
    private readonly Option<double> _timeout = new("--statement-timeout") { HelpName = "seconds", Description = "How long a statement may take (45).", DefaultValueFactory = static _ => RehearsalRequest.DefaultStatementTimeout.TotalSeconds };

    public PromoteCommand(CommonOptions common)
        : base("promote", "Replays a script that was rehearsed green, for real; committed only with an approval, and only if it does what it did in the rehearsal.")
    {
        _common = common;
        Arguments.Add(_script);
        Options.Add(_approval);
        Options.Add(_report);
        _target.AddPlaceTo(this);
        _credential.AddTo(this);
        _policy.AddTo(this);
        Options.Add(_lockTimeout);
        Options.Add(_timeout);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        var request = new PromotionRequest
        {
            Path = words.GetRequiredValue(_script),
            Target = _credential.Target(words, _target, surroundings.Environment),
            Policy = await _policy.ReadAsync(words, surroundings.Folder, cancellationToken),
            WorkingFolder = surroundings.Folder,
            LockTimeout = Seconds("--lock-timeout", words.GetValue(_lockTimeout)),
            StatementTimeout = Seconds("--statement-timeout", words.GetValue(_timeout)),
        };
        var done = await SandboxPromotion.RunAsync(request, In(surroundings, words.GetValue(_approval)), In(surroundings, words.GetValue(_report)), TimeProvider.System, cancellationToken);
        _common.Out(words).Print(new TextLine(TextKind.Good, VisibleText.Escape(string.Create(
            CultureInfo.InvariantCulture, $"PROMOTED_OK: {request.Path} in {done.Identity.Database}, transaction {done.TransactionId}, as rehearsed"))));
        return (int)ExitCode.Success;
    }

    private static string? In(Surroundings surroundings, string? path) => path is null ? null : Path.GetFullPath(path, surroundings.Folder);

    // A promotion never waits without an end.
    private static TimeSpan Seconds(string option, double seconds) => seconds is > 0 and <= 1e6
        ? TimeSpan.FromSeconds(seconds)
        : throw new SandboxException(ExitCode.Usage, FormattableString.Invariant($"{option} {seconds}: say a number of seconds above 0"));
}

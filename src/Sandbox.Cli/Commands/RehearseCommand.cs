using System.CommandLine;
using System.Globalization;
using Sandbox.Cli.Reports;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox rehearse</c>: runs scripts on a clone, rolled back, and reports.</summary>
internal sealed class RehearseCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string[]> _scripts = new("script|folder|glob") { Arity = ArgumentArity.OneOrMore, Description = "What to rehearse; a folder is every *.sql below it." };
    private readonly TargetOptions _target = new();
    private readonly PolicyOption _policy = new();
    private readonly VariablesOption _variables = new();
    private readonly ReportOptions _reports = new(ReportFormat.Text, ReportFormat.Json, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Junit, ReportFormat.Sarif, ReportFormat.Github);
    private readonly Option<string?> _snapshot = new("--snapshot") { HelpName = "none|results|effects|all", Description = "What the snapshots hold; else what each script says." };
    private readonly Option<string?> _effects = new("--effects") { HelpName = "on|off", Description = "Whether what each statement writes is measured (on)." };
    private readonly Option<bool> _explain = new("--explain") { Description = "Asks the planner before each statement that writes rows what it expects, and shows it against what came of it." };
    private readonly Option<double?> _timeout = new("--statement-timeout") { HelpName = "seconds", Description = "How long a statement may take before the run is ended and rolled back (45); 0 for no limit." };
    private readonly Option<string?> _lane = new("--lane") { HelpName = "rollback|disposable|auto", Description = "How the scripts are isolated; else what each script says, or rollback." };
    private readonly Option<string?> _revert = new("--revert") { HelpName = "script", Description = "The script that reverts the one named: both run in one rehearsal, and what differs from before fails." };
    private readonly Option<bool> _prepare = new("--prepare") { Description = "In the disposable lane: each COMMIT goes through PREPARE TRANSACTION, so that what cannot be prepared fails there." };
    private readonly Option<bool> _watch = new("--watch") { Description = "Goes on until Ctrl-C: rehearses again what changed, with its fixture and what it includes." };
    private readonly Option<bool> _accept = new("--accept") { Description = "Accepts what is received at once." };

    public RehearseCommand(CommonOptions common)
        : base("rehearse", "Runs scripts on a clone, rolled back, and proves that nothing is left.")
    {
        _common = common;
        Arguments.Add(_scripts);
        _target.AddTo(this);
        _policy.AddTo(this);
        _variables.AddTo(this);
        Options.Add(_lane);
        Options.Add(_revert);
        Options.Add(_prepare);
        Options.Add(_snapshot);
        Options.Add(_effects);
        Options.Add(_explain);
        Options.Add(_timeout);
        Options.Add(_accept);
        Options.Add(_watch);
        _reports.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var destinations = _reports.Read(words);
        var delivery = new ReportDelivery(_common, words);
        if (!words.GetValue(_watch))
        {
            return (int)await delivery.DeliverAsync(await RehearseAsync(words, paths: null, cancellationToken), destinations);
        }

        if (_common.Surroundings.IsBuildServer)
        {
            throw new SandboxException(ExitCode.Usage, "--watch waits for changes, which nobody makes on a build server (CI is set); leave it out");
        }

        return (int)await WatchAsync(words, report => delivery.DeliverAsync(report, destinations), cancellationToken);
    }

    /// <summary>Rehearses all, and again what changes, until somebody ends it.</summary>
    /// <returns>What the last rehearsal came to.</returns>
    private async Task<ExitCode> WatchAsync(ParseResult words, Func<Report, Task<ExitCode>> deliverAsync, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(words, cancellationToken);
        var watch = new ScriptWatch(request.Policy.Path is { } policy ? [policy] : []);
        var changed = watch.Look(request);
        while (true)
        {
            var exitCode = await deliverAsync(await RehearseAsync(words, changed, cancellationToken));
            if (cancellationToken.IsCancellationRequested)
            {
                return exitCode;
            }

            if (_common.Detail(words) != TextDetail.Quiet)
            {
                _common.Error(words).Print(new TextLine(TextKind.Muted, string.Create(CultureInfo.InvariantCulture, $"watching {watch.Files} files; Ctrl-C ends")));
            }

            try
            {
                changed = await watch.NextAsync(request, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Nothing was under way.
                return exitCode;
            }
        }
    }

    /// <summary>Rehearses some scripts; null for those that the words name.</summary>
    private async Task<Report> RehearseAsync(ParseResult words, IReadOnlyList<string>? paths, CancellationToken cancellationToken)
    {
        try
        {
            var request = await RequestAsync(words, cancellationToken);
            return await _common.ShowAsync(words, (going, statements) => Rehearser.RunAsync(
                request with { Paths = paths ?? request.Paths, Server = request.Server with { Progress = going }, Progress = going, Statements = statements }, cancellationToken));
        }
        catch (SandboxException error)
        {
            // What is wrong before the engine begins is reported like what it finds itself, in every format that was asked for.
            return new Report { Verdict = Verdict.Error, ExitCode = error.ExitCode, Message = error.Message };
        }
    }

    private async Task<RehearsalRequest> RequestAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        if (words.GetValue(_accept))
        {
            AcceptCommand.RefuseOnBuildServer(surroundings);
        }

        return new RehearsalRequest
        {
            Paths = words.GetRequiredValue(_scripts),
            Input = surroundings.Console.InIsTerminal ? TextReader.Null : new StreamReader(surroundings.Console.In),
            Target = _target.Target(words, surroundings.Environment),
            Server = new ThrowawayOptions { Choice = _target.Server(words) },
            Policy = await _policy.ReadAsync(words, surroundings.Folder, cancellationToken),
            Prepares = words.GetValue(_prepare),
            Revert = words.GetValue(_revert),
            Lane = words.GetValue(_lane) is { } lane ? LaneOf(lane) : null,
            Variables = _variables.Read(words),
            Snapshot = words.GetValue(_snapshot) is { } content ? ContentOf(content) : null,
            MeasuresEffects = words.GetValue(_effects) switch
            {
                null or "on" => true,
                "off" => false,
                var other => throw new SandboxException(ExitCode.Usage, $"--effects {other}: say on or off"),
            },
            Explains = words.GetValue(_explain),
            StatementTimeout = TimeoutOf(words.GetValue(_timeout)),
            Accept = words.GetValue(_accept),
        };
    }

    private static TimeSpan TimeoutOf(double? seconds) => seconds switch
    {
        null => RehearsalRequest.DefaultStatementTimeout,
        0 => Timeout.InfiniteTimeSpan,
        > 0 and <= 1e6 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new SandboxException(ExitCode.Usage, FormattableString.Invariant($"--statement-timeout {seconds}: say a number of seconds, or 0 for no limit")),
    };

    private static Lane LaneOf(string word) => word switch
    {
        "rollback" => Lane.Rollback,
        "disposable" => Lane.Disposable,
        "auto" => Lane.Auto,
        _ => throw new SandboxException(ExitCode.Usage, $"--lane {word}: unknown lane; say rollback, disposable or auto"),
    };

    private static SnapshotContent ContentOf(string word) => word switch
    {
        "none" => SnapshotContent.None,
        "results" => SnapshotContent.Results,
        "effects" => SnapshotContent.Effects,
        "all" => SnapshotContent.All,
        _ => throw new SandboxException(ExitCode.Usage, $"--snapshot {word}: unknown content; say none, results, effects or all"),
    };
}

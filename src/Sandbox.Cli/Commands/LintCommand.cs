using System.CommandLine;
using Sandbox.Cli.Reports;
using Sandbox.Linting;
using Sandbox.Syntax.Rules;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox lint</c>: the static rules over files. It reads no catalog and connects nowhere.</summary>
internal sealed class LintCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string[]> _paths = new("path")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "SQL and psql scripts, shell scripts, folders that hold them (*.sql, *.psql, *.pgsql, *.sh and its kin), globs; - for standard input.",
    };

    private readonly Option<string?> _name = new("--stdin-filename") { HelpName = "NAME", Description = "What standard input is called; its ending says what it is." };
    private readonly Option<string?> _preset = new("--preset") { HelpName = "safety|migrations|all", Description = "Which rules are on; else the policy's lint.preset, or migrations, which holds safety too." };
    private readonly Option<string[]> _rules = new("--rule") { HelpName = "ID=error|warning|info|none", Description = "What a rule weighs, whatever the preset says; repeats." };
    private readonly Option<string?> _failOn = new("--fail-on") { HelpName = "error|warning|info|never", Description = "From which weight on a finding makes the exit code 1 (warning)." };
    private readonly Option<string?> _server = new("--server-version") { HelpName = "MAJOR", Description = "The server that the scripts are for; else the newest." };
    private readonly Option<bool> _single = new("--single-transaction", "-1") { Description = "Whoever runs the scripts opens a transaction around each, as psql -1 does." };
    private readonly Option<string?> _since = new("--changed-since") { HelpName = "REV", Description = "Only statements that changed since this revision of git." };
    private readonly Option<string?> _baseline = new("--baseline") { HelpName = "FILE", Description = "Findings that are known and not reported." };
    private readonly Option<bool> _update = new("--update-baseline") { Description = "Writes what is found into the baseline." };
    private readonly Option<bool> _fix = new("--fix") { Description = "Mends in the files what can be mended without any change of meaning." };
    private readonly PolicyOption _policy = new();
    private readonly ReportOptions _reports = new(ReportFormat.Text, ReportFormat.Json, ReportFormat.Markdown, ReportFormat.Junit, ReportFormat.Sarif, ReportFormat.Github);

    public LintCommand(CommonOptions common)
        : base("lint", "Checks scripts by static rules, without running them.")
    {
        _common = common;
        Arguments.Add(_paths);
        foreach (Option option in (ReadOnlySpan<Option>)[_name, _preset, _rules, _failOn, _server, _single, _since, _baseline, _update, _fix])
        {
            Options.Add(option);
        }

        _policy.AddTo(this);
        _reports.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var destinations = _reports.Read(words);
        var paths = words.GetRequiredValue(_paths);
        var readsInput = paths.Contains(LintRequest.InputPath, StringComparer.Ordinal);
        var since = words.GetValue(_since);
        var (baseline, updates, fixes) = (words.GetValue(_baseline), words.GetValue(_update), words.GetValue(_fix));
        Refuse(updates && baseline is null, "--update-baseline: say which file with --baseline FILE");
        Refuse(readsInput && (fixes || since is not null), $"{(fixes ? "--fix" : "--changed-since")} and standard input exclude each other: name the file");
        Refuse(!readsInput && words.GetValue(_name) is not null, $"--stdin-filename names standard input, which is not read; say {LintRequest.InputPath} among the paths");
        var request = new LintRequest
        {
            Paths = paths,
            Folder = _common.Surroundings.Folder,
            Options = await OptionsAsync(words, cancellationToken),
            Input = readsInput ? _common.Surroundings.Console.In : null,
            ChangedSince = since,
            Baseline = baseline,
            UpdatesBaseline = updates,
            Fixes = fixes,
        };
        var report = await Linter.RunAsync(words.GetValue(_name) is { } name ? request with { InputName = name } : request, cancellationToken);
        return (int)await new LintDelivery(_common, words).DeliverAsync(report, destinations);
    }

    /// <summary>The policy's options, and what the words say instead.</summary>
    private async Task<LintOptions> OptionsAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var options = _policy.Path(words) is { } path ? await LintPolicy.LoadAsync(path, cancellationToken) : await LintPolicy.FindAsync(_common.Surroundings.Folder, cancellationToken);
        if (words.GetValue(_preset) is { } preset)
        {
            options = options with { Preset = LintWords.Preset(preset) ?? throw Wrong($"--preset {preset}: say {LintWords.Presets}") };
        }

        if (words.GetValue(_failOn) is { } failOn)
        {
            var (isKnown, threshold) = LintWords.Threshold(failOn);
            options = isKnown ? options with { Threshold = threshold } : throw Wrong($"--fail-on {failOn}: say {LintWords.Thresholds}");
        }

        if (words.GetValue(_server) is { } server)
        {
            options = options with { ServerVersion = LintWords.ServerVersion(server) ?? throw Wrong($"--server-version {server}: say a major version, such as 15") };
        }

        return options with
        {
            InTransaction = options.InTransaction || words.GetValue(_single),
            Rules = words.GetValue(_rules) is { Length: > 0 } rules ? Rules(options.Rules, rules) : options.Rules,
        };
    }

    private static Dictionary<string, RuleSeverity?> Rules(IReadOnlyDictionary<string, RuleSeverity?> known, string[] words)
    {
        var rules = new Dictionary<string, RuleSeverity?>(known, StringComparer.OrdinalIgnoreCase);
        foreach (var word in words)
        {
            var parts = word.Split('=');
            var rule = RuleRegistry.Find(parts[0]) ?? throw Wrong($"--rule {word}: {RuleRegistry.NoRule(parts[0])}");
            var (isKnown, severity) = LintWords.Severity(parts.Length == 2 ? parts[1] : "");
            rules[rule.Id] = isKnown ? severity : throw Wrong($"--rule {word}: say {rule.Id}= and {LintWords.Severities}");
        }

        return rules;
    }

    private static void Refuse(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw Wrong(message);
        }
    }

    private static SandboxException Wrong(string message) => new(ExitCode.Usage, message);
}

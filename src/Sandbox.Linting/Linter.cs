using Sandbox.Linting.Baselines;
using Sandbox.Linting.Changes;
using Sandbox.Linting.Fixes;
using Sandbox.Linting.Reporting;
using Sandbox.Linting.Sources;
using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting;

/// <summary>Runs the static rules over files: text in, findings out; it connects nowhere.</summary>
public sealed class Linter
{
    private readonly LintRequest _request;
    private readonly List<string> _files = [];
    private readonly HashSet<string> _linted = new(StringComparer.Ordinal);
    private readonly List<PlacedFinding> _findings = [];
    private readonly List<PlacedFinding> _fixed = [];
    private readonly List<FileProblem> _problems = [];
    private GitChanges? _changes;

    private Linter(LintRequest request) => _request = request;

    /// <summary>Lints files.</summary>
    /// <param name="request">Which, and how.</param>
    /// <param name="cancellationToken">Ends it; files are mended whole or not at all.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="SandboxException">What was asked for makes no sense (<see cref="ExitCode.Usage"/>), or git is missing (<see cref="ExitCode.Unavailable"/>).</exception>
    public static Task<LintReport> RunAsync(LintRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Linter(request).RunAsync(cancellationToken);
    }

    private async Task<LintReport> RunAsync(CancellationToken cancellationToken)
    {
        var baseline = await BaselineAsync(cancellationToken);
        var paths = new LintPaths(_request.Folder);
        foreach (var path in _request.Paths.Where(static path => path is not LintRequest.InputPath))
        {
            paths.Add(path);
        }

        _problems.AddRange(paths.Problems);
        _changes = await ChangesAsync(cancellationToken);
        if (_request.Paths.Contains(LintRequest.InputPath, StringComparer.Ordinal))
        {
            var (file, problem) = await SourceFile.ReadAsync(_request.InputName, _request.Input ?? Stream.Null, cancellationToken);
            await LintAsync(file, problem, Path.GetFullPath(_request.InputName, _request.Folder), cancellationToken);
        }

        foreach (var path in paths.Files.Where(path => _changes is null || _changes.In(path) is not null))
        {
            var (file, problem) = await SourceFile.ReadAsync(paths.Name(path), path, cancellationToken);
            await LintAsync(file, problem, path, cancellationToken);
        }

        return await ReportAsync(baseline, cancellationToken);
    }

    private async Task LintAsync(SourceFile? file, FileProblem? problem, string fullPath, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            _problems.Add(problem!);
            return;
        }

        _files.Add(file.Path);
        _linted.Add(fullPath);
        var found = Find(file);
        if (found.Count == 0)
        {
            return;
        }

        var changed = Changed(fullPath);
        if (_request.Fixes)
        {
            var (fixedFile, left, mended) = new FixedText(Find).Mend(file, found, finding => Concerns(file, finding, changed));
            if (mended.Count > 0)
            {
                await FixedText.WriteAsync(fixedFile, fullPath, cancellationToken);
                _fixed.AddRange(Placed(file, mended).Select(static placed => placed.Finding));
                (file, found) = (fixedFile, left);
                _changes = await ChangesAsync(cancellationToken);
                changed = Changed(fullPath);
            }
        }

        var placed = Placed(file, found);
        var concerning = placed.Where(one => Concerns(file, one.Source, changed)).Select(static one => one.Finding).ToHashSet();
        if (concerning.Count < placed.Count && await BeforeAsync(file, fullPath, cancellationToken) is { } before)
        {
            // What a change elsewhere in the file brought about, as by taking a guard away.
            concerning.UnionWith(placed.Select(static one => one.Finding).Where(finding => !before.Contains(finding.Fingerprint!)));
        }

        _findings.AddRange(placed.Select(static one => one.Finding).Where(concerning.Contains));
    }

    /// <summary>What was found in the file before it changed; null where it was not there.</summary>
    private async Task<HashSet<string>?> BeforeAsync(SourceFile file, string fullPath, CancellationToken cancellationToken)
    {
        if (await _changes!.BeforeAsync(fullPath, cancellationToken) is not { } text)
        {
            return null;
        }

        var before = file.With(text);
        return Placed(before, Find(before)).Select(static one => one.Finding.Fingerprint!).ToHashSet(StringComparer.Ordinal);
    }

    private IReadOnlyList<Finding> Find(SourceFile file)
    {
        var options = _request.Options;
        var text = new RuleOptions { ServerVersion = options.ServerVersion, Denied = options.Denied, SharedSchemas = options.SharedSchemas };
        var found = file.Kind == SourceKind.Shell
            ? ShellSuppressions.Apply(file, ShellRules.Analyze(MappedText.Verbatim(file.Text), text))
            : SqlRules.Analyze(file.Text, text with { Psql = true, InTransaction = options.InTransaction });
        return found.Count == 0 ? found : [.. found.Where(finding => options.SeverityOf(finding.Rule) is not null)];
    }

    private List<(Finding Source, PlacedFinding Finding)> Placed(SourceFile file, IReadOnlyList<Finding> findings)
    {
        var text = new CoveredText(file, findings);
        var fingerprints = new Fingerprints(text);
        return [.. findings.Select(finding => (finding, new PlacedFinding(
            finding.Rule,
            _request.Options.SeverityOf(finding.Rule)!.Value,
            file.Path,
            file.Lines.Locate(finding.Start),
            file.Lines.Locate(finding.End),
            SecretText.Redact(finding.Message))
        {
            Fingerprint = fingerprints.Of(finding),
            Excerpt = text.Excerpt(finding),
        }))];
    }

    private async Task<GitChanges?> ChangesAsync(CancellationToken cancellationToken) =>
        _request.ChangedSince is { } revision ? await GitChanges.SinceAsync(revision, _request.Folder, cancellationToken) : null;

    /// <summary>What changed in a file; null where nobody asked.</summary>
    private ChangedLines? Changed(string fullPath) => _changes is null ? null : _changes.In(fullPath) ?? ChangedLines.None;

    /// <summary>Whether a finding is asked about: the statement that it stands in has changed.</summary>
    private static bool Concerns(SourceFile file, Finding finding, ChangedLines? changed)
    {
        if (changed is null)
        {
            return true;
        }

        var (first, last) = StatementLines.Around(file, finding.Start);
        return changed.Touch(first, Math.Max(last, file.Lines.LineOf(finding.End - 1)));
    }

    private async Task<Baseline?> BaselineAsync(CancellationToken cancellationToken)
    {
        if (_request.Baseline is not { } path)
        {
            return null;
        }

        var full = Path.GetFullPath(path, _request.Folder);
        var entries = _request.UpdatesBaseline && !File.Exists(full) ? [] : await BaselineFile.ReadAsync(full, cancellationToken);
        return new Baseline(entries, Path.GetDirectoryName(full)!);
    }

    private async Task<LintReport> ReportAsync(Baseline? baseline, CancellationToken cancellationToken)
    {
        var (left, unmatched) = baseline?.Match(_findings, _request.Folder) ?? (_findings, []);
        var stale = baseline is null ? [] : unmatched.Where(entry => _changes is null && baseline.IsStale(entry, _linted, _request.Options)).ToList();
        if (_request.UpdatesBaseline && baseline is not null)
        {
            var kept = unmatched.Except(stale);
            await BaselineFile.WriteAsync(Path.GetFullPath(_request.Baseline!, _request.Folder), [.. kept, .. _findings.Select(finding => baseline.EntryOf(finding, _request.Folder))], cancellationToken);
            (left, stale) = ([], []);
        }

        var threshold = _request.Options.Threshold;
        var exitCode = _problems.Count > 0 ? ExitCode.Usage : left.Any(finding => finding.Severity >= threshold) ? ExitCode.VerdictFail : ExitCode.Success;
        return new LintReport(new FindingReport(_files, left, _problems, exitCode, _request.Folder), threshold)
        {
            Fixed = _fixed,
            Baseline = _request.Baseline,
            Baselined = _findings.Count - left.Count,
            Stale = stale,
            UpdatedBaseline = _request.UpdatesBaseline,
        };
    }
}

using Sandbox.Linting.Reporting;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Cli.Reports;

/// <summary>What a rehearsal found, at its places in the files: failed statements, failed checks, what else is no pass, and the findings of rules.</summary>
internal static class RehearsalFindings
{
    private static readonly Dictionary<string, Rule> s_rules = RuleRegistry.All.Concat(RuleRegistry.FoundByRuns).ToDictionary(static rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The findings, script by script in the order of the text.</summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">The folder that the paths start from.</param>
    public static FindingReport Of(Report report, string folder)
    {
        var findings = report.Scripts.SelectMany(static script => Of(script).OrderBy(static finding => finding.Start.Line).ThenBy(static finding => finding.Start.Column)).ToList();
        return new FindingReport([.. report.Scripts.Select(static script => script.Path)], findings, [], report.ExitCode, folder)
        {
            // What ended a script is told at that script.
            Failure = report.Message is { } message && !findings.Exists(finding => string.Equals(finding.Message, message, StringComparison.Ordinal)) ? message : null,
        };
    }

    /// <summary>Why a script is no pass, apart from its statements and checks.</summary>
    public static IEnumerable<string> OtherReasons(ScriptReport script)
    {
        var told = Failed(script).Select(static failed => Judge.Reason(failed.Step, failed.Error))
            .Concat(script.Checks.Where(static check => !check.Passed).Select(check => Judge.Reason(script, check)))
            .Select(Redaction.Of)
            .ToHashSet(StringComparer.Ordinal);
        return script.Reasons.Where(reason => !told.Contains(reason));
    }

    /// <summary>The statements of a script that failed.</summary>
    public static IEnumerable<(Step Step, StepError Error)> Failed(ScriptReport script)
    {
        foreach (var step in script.Steps)
        {
            if (step.Error is { } error)
            {
                yield return (step, error);
            }
        }
    }

    private static IEnumerable<PlacedFinding> Of(ScriptReport script) =>
    [
        .. OtherReasons(script).Select(reason => Place(RuleRegistry.RehearsalFailed, RuleSeverity.Error, script.Path, 1, 1, reason, source: null)),
        .. Failed(script).Select(failed => Place(
            RuleRegistry.StatementFailed, RuleSeverity.Error, failed.Step.Path, failed.Error.Line, failed.Error.Column, $"{failed.Error.Message}{(failed.Error.SqlState is { } state ? $" (SQLSTATE {state})" : "")}", failed.Error.Source)),
        .. script.Checks.Where(static check => !check.Passed).Select(check => Place(
            RuleRegistry.CheckFailed, RuleSeverity.Error, script.Path, check.Line, 1, $"{check.Name}: expected {check.Expected ?? "(none)"}, actual {check.Actual ?? "(none)"}", source: null)),
        .. script.Hazards.Select(hazard => Place(
            s_rules[hazard.RuleId], Enum.Parse<RuleSeverity>(hazard.Severity, ignoreCase: true), hazard.Path ?? script.Path, hazard.Line, hazard.Column, hazard.Message, hazard.Source)),
    ];

    private static PlacedFinding Place(Rule rule, RuleSeverity severity, string path, int line, int column, string message, Excerpt? source)
    {
        // Where the column is not known, it is the line's first character that is not blank.
        var start = new TextPosition(Math.Max(1, line), column > 0 ? column : source is null ? 1 : 1 + TextPosition.CountCharacters(source.Text.AsSpan(0, source.Start)));
        var length = source is null ? 0 : TextPosition.CountCharacters(source.Text.AsSpan(source.Start, Math.Min(source.Length, source.Text.Length - source.Start)));
        return new PlacedFinding(rule, severity, path.Replace('\\', '/'), start, start with { Column = start.Column + Math.Max(1, length) }, message) { Excerpt = source };
    }
}

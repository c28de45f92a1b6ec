using System.Text.Json;

namespace Sandbox.Linting.Reporting;

/// <summary>The findings as <c>docs/lint.schema.json</c> describes them.</summary>
public static class LintJson
{
    /// <summary>The version of the form; fields are added within one, never renamed or removed.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes the report.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    public static void Write(LintReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var found = report.Found;
        JsonText.Write(output, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("verdict", found.ExitCode switch { ExitCode.Success => "pass", ExitCode.VerdictFail => "fail", _ => "error" });
            json.WriteNumber("exitCode", (int)found.ExitCode);
            json.WriteString("failOn", report.Threshold is { } threshold ? LintWords.Of(threshold) : "never");
            json.WriteStartArray("files");
            foreach (var file in found.Files)
            {
                json.WriteStringValue(file);
            }

            json.WriteEndArray();
            Findings(json, "findings", found.Findings);
            Findings(json, "fixed", report.Fixed);
            Problems(json, found.Problems);
            Baseline(json, report);
            json.WriteEndObject();
        });
    }

    private static void Findings(Utf8JsonWriter json, string property, IReadOnlyList<PlacedFinding> findings)
    {
        json.WriteStartArray(property);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("ruleId", finding.Rule.Id);
            json.WriteString("severity", LintWords.Of(finding.Severity));
            json.WriteString("path", finding.Path);
            json.WriteNumber("line", finding.Start.Line);
            json.WriteNumber("column", finding.Start.Column);
            json.WriteNumber("endLine", finding.End.Line);
            json.WriteNumber("endColumn", finding.End.Column);
            json.WriteString("message", finding.Message);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("help", finding.Rule.HelpLink);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Problems(Utf8JsonWriter json, IReadOnlyList<FileProblem> problems)
    {
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            Number(json, "line", problem.Place?.Line);
            Number(json, "column", problem.Place?.Column);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Baseline(Utf8JsonWriter json, LintReport report)
    {
        if (report.Baseline is not { } path)
        {
            json.WriteNull("baseline");
            return;
        }

        json.WriteStartObject("baseline");
        json.WriteString("path", path);
        json.WriteBoolean("updated", report.UpdatedBaseline);
        json.WriteNumber("known", report.Baselined);
        json.WriteStartArray("stale");
        foreach (var stale in report.Stale)
        {
            json.WriteStartObject();
            json.WriteString("ruleId", stale.RuleId);
            json.WriteString("path", stale.Path);
            json.WriteString("fingerprint", stale.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string property, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(property, number);
        }
        else
        {
            json.WriteNull(property);
        }
    }
}

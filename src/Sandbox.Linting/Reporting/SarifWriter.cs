using System.Text;
using System.Text.Json;
using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Linting.Reporting;

/// <summary>Findings as SARIF 2.1.0 (OASIS), the form that code hosts and editors read.</summary>
public static class SarifWriter
{
    /// <summary>The key of the fingerprint; another way of computing it gets another number.</summary>
    public const string FingerprintKey = "sandboxFinding/v1";

    private const string Root = "SRCROOT";

    // The standard wants an absolute URI; where the build knew no place on the web, this names the page. The help holds it.
    private const string Pages = "urn:sandbox:";

    /// <summary>Writes one run; files are named from the top of their repository.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    public static void Write(FindingReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        report = report.InRepository();
        var rules = report.Findings.Select(static finding => finding.Rule).Distinct().OrderBy(static rule => rule.Id, StringComparer.Ordinal).ToList();
        JsonText.Write(output, json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, rules);
            Invocation(json, report);
            json.WriteStartObject("originalUriBaseIds");
            json.WriteStartObject(Root);
            json.WriteString("uri", FolderUri(report.Folder));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("columnKind", "unicodeCodePoints");
            json.WriteStartArray("artifacts");
            foreach (var file in report.Files.Concat(report.Problems.Select(static problem => problem.Path)).Distinct(StringComparer.Ordinal))
            {
                json.WriteStartObject();
                Location(json, "location", file);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("results");
            foreach (var finding in report.Findings)
            {
                Result(json, finding, rules.IndexOf(finding.Rule));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Tool(Utf8JsonWriter json, List<Rule> rules)
    {
        var version = typeof(SarifWriter).Assembly.GetName().Version!.ToString(3);
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "sandbox");
        json.WriteString("version", version);
        json.WriteString("semanticVersion", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", Name(rule.Title));
            Text(json, "shortDescription", rule.Title);
            Text(json, "fullDescription", rule.Description);
            json.WriteStartObject("help");
            json.WriteString("text", rule.Description);
            json.WriteString("markdown", RulePage.Of(rule));
            json.WriteEndObject();
            json.WriteString("helpUri", rule.HelpAddress ?? Pages + rule.HelpLink);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteStartArray("tags");
            json.WriteStringValue(rule.Category);
            json.WriteEndArray();
            json.WriteString("preset", LintWords.Of(rule.Preset));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Invocation(Utf8JsonWriter json, FindingReport report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Problems.Count == 0 && report.Failure is null);
        json.WriteNumber("exitCode", (int)report.ExitCode);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            Text(json, "message", problem.Message);
            json.WriteStartArray("locations");
            Place(json, problem.Path, problem.Place, problem.Place);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (report.Failure is { } failure)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            Text(json, "message", failure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Result(Utf8JsonWriter json, PlacedFinding finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(finding.Severity));
        Text(json, "message", finding.Message);
        json.WriteStartArray("locations");
        Place(json, finding.Path, finding.Start, finding.End);
        json.WriteEndArray();
        if (finding.Fingerprint is { } fingerprint)
        {
            json.WriteStartObject("partialFingerprints");
            json.WriteString(FingerprintKey, fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, string path, TextPosition? start, TextPosition? end)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        Location(json, "artifactLocation", path);
        if (start is { } first && end is { } last)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", first.Line);
            json.WriteNumber("startColumn", first.Column);
            json.WriteNumber("endLine", last.Line);
            json.WriteNumber("endColumn", last.Column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, string property, string path)
    {
        json.WriteStartObject(property);
        if (Path.IsPathFullyQualified(path))
        {
            json.WriteString("uri", new Uri(path).AbsoluteUri);
        }
        else
        {
            json.WriteString("uri", string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
            json.WriteString("uriBaseId", Root);
        }

        json.WriteEndObject();
    }

    private static string FolderUri(string folder) => new Uri(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar).AbsoluteUri;

    private static void Text(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("text", VisibleText.Escape(text));
        json.WriteEndObject();
    }

    /// <summary>A title in the form that the standard asks of a rule's name: words in one, each with a capital.</summary>
    private static string Name(string title)
    {
        var name = new StringBuilder(title.Length);
        foreach (var word in title.Split([' ', '-', '_', ',', '.', '\\'], StringSplitOptions.RemoveEmptyEntries))
        {
            name.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }

        return name.ToString();
    }

    private static string Level(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "note",
    };
}

using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Linting.Reporting;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Tests.Reporting;

/// <summary>The forms for programs, over files whose names and texts mean something in each of them.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class MachineFormTests
{
    private const string Odd = "x y/a,b:c%|ü#1.sql";

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Json_is_what_its_schema_says()
    {
        using var folder = Folder();
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "lint.schema.json"), Cancel);
        await folder.LintAsync(static request => request with { Paths = ["gone.sql"], Baseline = "known.json", UpdatesBaseline = true });
        folder.With("gone.sql", "SELECT 1;");

        foreach (var report in new[] { await folder.LintAsync(), await folder.LintAsync(static request => request with { Baseline = "known.json", Fixes = true }) })
        {
            var json = Written(output => LintJson.Write(report, output));

            schema.Validate(json).ShouldBeEmpty();
            JObject.Parse(json)["exitCode"]!.Value<int>().ShouldBe(2);
            json.ShouldContain(Odd);
        }
    }

    [Test]
    public async Task Sarif_is_what_the_standard_says()
    {
        using var folder = Folder();
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"), Cancel);

        var sarif = await SarifAsync(folder);

        schema.Validate(sarif.ToString()).ShouldBeEmpty();
        var run = sarif["runs"]!.ShouldHaveSingleItem();
        var rules = run["tool"]!["driver"]!["rules"]!.ToList();
        rules.ShouldAllBe(static rule => rule["helpUri"]!.Value<string>()!.EndsWith($"docs/rules/{rule["id"]}.md", StringComparison.Ordinal));
        rules.ShouldAllBe(static rule => rule["help"]!["markdown"]!.Value<string>()!.Contains("## What is found", StringComparison.Ordinal));
        rules.ShouldAllBe(static rule => !rule["help"]!["markdown"]!.Value<string>()!.Contains("](", StringComparison.Ordinal), "a link in a page leads nowhere from a code host");
        foreach (var result in run["results"]!)
        {
            rules[result["ruleIndex"]!.Value<int>()]["id"]!.ShouldBe(result["ruleId"]);
            var place = result["locations"]![0]!["physicalLocation"]!;
            place["artifactLocation"]!["uriBaseId"]!.Value<string>().ShouldBe("SRCROOT");
            Uri.IsWellFormedUriString(place["artifactLocation"]!["uri"]!.Value<string>(), UriKind.Relative).ShouldBeTrue();
            result["partialFingerprints"]![SarifWriter.FingerprintKey]!.Value<string>()!.ShouldMatch("^[0-9a-f]{16}$");
        }

        var odd = run["results"]!.First(static result => result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.Value<string>()!.StartsWith("x%20y/", StringComparison.Ordinal));
        var root = new Uri(run["originalUriBaseIds"]!["SRCROOT"]!["uri"]!.Value<string>()!);
        new Uri(root, odd["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.Value<string>()).LocalPath.ShouldBe(folder[Odd]);
        run["invocations"]![0]!["executionSuccessful"]!.Value<bool>().ShouldBeFalse();
        run["invocations"]![0]!["toolExecutionNotifications"]!.ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_fingerprint_stays_when_lines_move()
    {
        using var folder = Folder();
        var before = Fingerprints(await SarifAsync(folder));
        folder.With(Odd, "\n\n-- more\n" + folder.Read(Odd));

        Fingerprints(await SarifAsync(folder)).ShouldBe(before);

        static List<string> Fingerprints(JObject sarif) => [.. sarif["runs"]![0]!["results"]!.Select(static result => result["partialFingerprints"]![SarifWriter.FingerprintKey]!.Value<string>()!)];
    }

    [Test]
    public async Task Github_gets_commands_whose_signs_are_escaped()
    {
        using var folder = Folder();
        var report = await folder.LintAsync();

        var lines = Written(output => GithubWriter.Write(report.Found, output)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.ShouldContain(static line => line.StartsWith("::warning file=x y/a%2Cb%3Ac%25|ü#1.sql,line=1,endLine=1,col=1,endColumn=14,title=SBX1001%3A DROP DATABASE without a guard::", StringComparison.Ordinal));
        lines.ShouldContain(static line => line.StartsWith("::error file=broken.sql,line=1,col=1::a NUL character", StringComparison.Ordinal));
        lines.ShouldContain(static line => line.StartsWith("::notice file=gone.sql,line=2,", StringComparison.Ordinal));
        lines.ShouldAllBe(static line => line.StartsWith("::", StringComparison.Ordinal));
    }

    [Test]
    public void Beside_a_repositorys_lines_a_file_is_named_from_its_top()
    {
        using var folder = new LintFolder().With(".git/HEAD", "").With("deep/a.sql", "").With("b.sql", "");
        var report = new FindingReport(["a.sql", folder["b.sql"]], [], [new FileProblem("a.sql", null, "x"), new FileProblem(folder["b.sql"], null, "x")], ExitCode.Success, folder["deep"]);

        Written(output => GithubWriter.Write(report, output)).ShouldBe("::error file=deep/a.sql::x\n::error file=b.sql::x\n");
        var run = JObject.Parse(Written(output => SarifWriter.Write(report, output)))["runs"]![0]!;
        run["artifacts"]!.Select(static artifact => artifact["location"]!["uri"]!.Value<string>()).ShouldBe(["deep/a.sql", "b.sql"]);
        new Uri(run["originalUriBaseIds"]!["SRCROOT"]!["uri"]!.Value<string>()!).LocalPath.ShouldBe(folder["."].TrimEnd('.'));
    }

    [Test]
    public async Task Junit_counts_what_fails()
    {
        using var folder = Folder();
        var report = await folder.LintAsync();

        var xml = XDocument.Parse(Written(output => JunitWriter.Write("sandbox lint", JunitWriter.Suites(report.Found, RuleSeverity.Warning), output)));

        var suites = xml.Root!.Elements("testsuite").ToDictionary(static suite => suite.Attribute("name")!.Value, static suite => suite, StringComparer.Ordinal);
        suites.Keys.ShouldBe(["broken.sql", "clean.sql", "gone.sql", Odd], ignoreOrder: true);
        Count(suites["clean.sql"]).ShouldBe((1, 0, 0));
        Count(suites["broken.sql"]).ShouldBe((1, 0, 1));
        Count(suites["gone.sql"]).ShouldBe((2, 1, 0));
        Count(xml.Root).ShouldBe((xml.Descendants("testcase").Count(), xml.Descendants("failure").Count(), xml.Descendants("error").Count()));

        static (int, int, int) Count(XElement suite) => ((int)suite.Attribute("tests")!, (int)suite.Attribute("failures")!, (int)suite.Attribute("errors")!);
    }

    [Test]
    public async Task Markdown_takes_no_name_for_a_mark()
    {
        using var folder = Folder();
        var report = await folder.LintAsync();

        var rows = Written(output => MarkdownText.Write(report, output)).Split('\n').Where(static line => line.StartsWith('|')).ToList();

        rows.Count.ShouldBe(report.Found.Findings.Count + 2);
        rows.ShouldAllBe(static row => row.Replace("\\|", "", StringComparison.Ordinal).Count(static c => c == '|') == 5);
        rows.ShouldContain(static row => row.Contains("a,b:c%\\|ü\\#1.sql:1:1", StringComparison.Ordinal));
    }

    private static LintFolder Folder() => new LintFolder()
        .With(Odd, "DROP DATABASE a;\nDELETE FROM \"<b>&'\u0001\";\n")
        .With("broken.sql", "\0")
        .With("clean.sql", "SELECT 1;")
        .With("gone.sql", "DROP DATABASE a;\nCREATE TYPE e AS ENUM ('a');\n");

    private static async Task<JObject> SarifAsync(LintFolder folder)
    {
        var report = await folder.LintAsync();
        return JObject.Parse(Written(output => SarifWriter.Write(report.Found, output)));
    }

    private static string Written(Action<TextWriter> write)
    {
        using var output = new StringWriter();
        write(output);
        return output.ToString();
    }
}

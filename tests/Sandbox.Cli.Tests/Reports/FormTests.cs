using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace Sandbox.Cli.Tests.Reports;

/// <summary>A rehearsal in each form for programs, read by parsers that are not ours; what fails in it has signs that mean something in each of them.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed partial class FormTests
{
    private const string Script = """
        -- sandbox: snapshot none
        CREATE TABLE t (a int);
        DELETE FROM kept;
        ALTER TABLE kept ADD COLUMN "<b>|`%" int;
        SELECT 1 AS seq, 'a | b, c: 100% <b>`' AS check_name, '2' AS expected, '1' AS actual, 'FAIL' AS verdict
        UNION ALL SELECT 2, 'fine', '1', '1', 'PASS';
        SELECT 'ä', nope;
        """;

    [GeneratedRegex("^::(?<command>error|warning|notice) file=(?<file>[^,:]+),line=(?<line>[0-9]+),endLine=[0-9]+,col=(?<column>[0-9]+),endColumn=[0-9]+,title=(?<title>[^:,]+)::(?<message>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command { get; }

    [Test]
    public async Task Each_form_is_what_its_standard_says_and_tells_the_same()
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("report_", "CREATE TABLE kept (a int)", "INSERT INTO kept VALUES (1)");

        var run = await SandboxProcess.RunAsync(
            folder,
            ["rehearse", "x,y/a b.sql", "--format", "json", "-o", "a.json", "--format", "junit", "-o", "a.xml", "--format", "sarif", "-o", "a.sarif", "--format", "markdown", "-o", "a.md", "--format", "github", .. database.Words]);

        run.ShouldExitWith(ExitCode.VerdictFail).Error.ShouldBeEmpty();
        await JsonIsValidAsync(folder);
        JunitIsValid(folder, JsonDocument.Parse(File.ReadAllText(folder["a.json"])).RootElement.GetProperty("scripts")[0]);
        await SarifIsValidAsync(folder);
        File.ReadAllText(folder["a.md"]).ShouldStartWith("## sandbox rehearse\n\n**FAIL ");
        var commands = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => Command.Match(line)).ToList();
        commands.ShouldAllBe(static command => command.Success && command.Groups["file"].Value == "x%2Cy/a b.sql");
        commands.Where(static command => command.Groups["command"].Value == "error").Select(static command => (command.Groups["line"].Value, command.Groups["column"].Value, command.Groups["message"].Value)).ShouldBe(
            [("5", "1", "a | b, c: 100%25 <b>`: expected 2, actual 1"), ("7", "13", "column \"nope\" does not exist (SQLSTATE 42703)")]);
    }

    [Test]
    public async Task What_is_refused_before_it_runs_is_told_in_each_form()
    {
        using var folder = Folder().With("x,y/a b.sql", "SELECT 1;\n\\! rm -r /\n");
        var database = await TestServer.CreateDatabaseAsync("report_");

        var run = await SandboxProcess.RunAsync(
            folder, ["rehearse", "x,y/a b.sql", "--format", "junit", "-o", "a.xml", "--format", "sarif", "-o", "a.sarif", "--format", "markdown", "-o", "a.md", "--format", "github", .. database.Words]);

        run.ShouldExitWith(ExitCode.Refused);
        run.Out.ShouldStartWith("::error::x,y/a b.sql:2:1: ");
        var error = Junit(folder).Descendants("error").ShouldHaveSingleItem();
        error.Attribute("message")!.Value.ShouldStartWith("x,y/a b.sql:2:1: ");
        var invocation = (await SarifAsync(folder))["invocations"]![0]!;
        invocation["executionSuccessful"]!.Value<bool>().ShouldBeFalse();
        invocation["toolExecutionNotifications"]!.ShouldHaveSingleItem();
        File.ReadAllText(folder["a.md"]).ShouldStartWith("## sandbox rehearse\n\n**REFUSED ");
    }

    private static TempFolder Folder() => new TempFolder().With("x,y/a b.sql", Script).With("sandbox.json", """{ "rehearse": { "allow": ["report_*"] } }""");

    private static async Task JsonIsValidAsync(TempFolder folder)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "report.schema.json"), TestContext.CurrentContext.CancellationToken);
        schema.Validate(File.ReadAllText(folder["a.json"])).ShouldBeEmpty();
    }

    private static void JunitIsValid(TempFolder folder, JsonElement script)
    {
        var xml = Junit(folder);

        var suite = xml.Root!.Elements("testsuite").ShouldHaveSingleItem();
        suite.Attribute("name")!.Value.ShouldBe("x,y/a b.sql");
        suite.Elements("testcase").Where(static one => one.Element("failure") is not null).Select(static one => one.Attribute("name")!.Value).ShouldBe(["statements", "check 1 a | b, c: 100% <b>`"]);
        ((int)xml.Root.Attribute("tests")!).ShouldBe(xml.Descendants("testcase").Count());
        ((int)xml.Root.Attribute("failures")!).ShouldBe(2);
        var (ran, proven) = (script.GetProperty("elapsedMs").GetDecimal(), script.GetProperty("netZero").GetProperty("elapsedMs").GetDecimal());
        suite.Elements("testcase").Where(static one => one.Attribute("time") is not null).Select(static one => (decimal)one.Attribute("time")!).ShouldBe([Math.Round(ran / 1000, 3), Math.Round(proven / 1000, 3)], 0.0011m);
        ((decimal)suite.Attribute("time")!).ShouldBe((ran + proven) / 1000, 0.0011m);
        xml.Descendants("system-out").ShouldHaveSingleItem().Value.ShouldContain("SBX2009");
    }

    private static XDocument Junit(TempFolder folder)
    {
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.Schemas.Add(null, Path.Combine(AppContext.BaseDirectory, "junit.xsd"));
        settings.ValidationEventHandler += static (_, problem) => throw problem.Exception;
        using var reader = XmlReader.Create(folder["a.xml"], settings);
        return XDocument.Load(reader);
    }

    private static async Task SarifIsValidAsync(TempFolder folder)
    {
        var run = await SarifAsync(folder);

        var rules = run["tool"]!["driver"]!["rules"]!.ToList();
        var results = run["results"]!.ToList();
        results.ShouldAllBe(result => rules[result["ruleIndex"]!.Value<int>()]["id"]!.Value<string>() == result["ruleId"]!.Value<string>());
        results.Where(static result => result["level"]!.Value<string>() == "error").Select(static result => result["ruleId"]!.Value<string>()).ShouldBe(["SBX1312", "SBX1311"]);
        var root = new Uri(run["originalUriBaseIds"]!["SRCROOT"]!["uri"]!.Value<string>()!);
        results.ShouldAllBe(result => new Uri(root, result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.Value<string>()).LocalPath == folder["x,y/a b.sql"]);
        results[^1]["locations"]![0]!["physicalLocation"]!["region"]!.ToObject<Dictionary<string, int>>().ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["startLine"] = 7, ["startColumn"] = 13, ["endLine"] = 7, ["endColumn"] = 17 }, ignoreOrder: true);
    }

    private static async Task<JToken> SarifAsync(TempFolder folder)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"), TestContext.CurrentContext.CancellationToken);
        var sarif = File.ReadAllText(folder["a.sarif"]);
        schema.Validate(sarif).ShouldBeEmpty();
        return JObject.Parse(sarif)["runs"]!.ShouldHaveSingleItem();
    }
}

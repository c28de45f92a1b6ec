using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sandbox.Cli.Tests.Documents;

/// <summary>The pages of <c>docs/reference</c> come from the program, the schemas and the code.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
public sealed partial class ReferenceTests
{
    private const string Folder = "docs/reference";

    /// <summary>Writes the pages anew.</summary>
    private const string Accept = "SANDBOX_ACCEPT=reference dotnet test tests/Sandbox.Cli.Tests --filter FullyQualifiedName~ReferenceTests";

    private static IReadOnlyList<string> Schemas { get; } = [.. Directory.GetFiles(PathOf("docs"), "*.schema.json").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Pages => ["README.md", "commands.md", "exit-codes.md", .. Schemas.Select(PageOf)];

    [TestCaseSource(nameof(Pages))]
    public async Task A_page_says_what_is_there(string page)
    {
        var path = PathOf($"{Folder}/{page}");
        var right = page switch
        {
            "README.md" => Index(),
            "commands.md" => Commands(await CommandHelp.All),
            "exit-codes.md" => ExitCodes(),
            _ => SchemaPage.Of(page.Replace(".md", ".schema.json", StringComparison.Ordinal), await File.ReadAllTextAsync(PathOf($"docs/{page.Replace(".md", ".schema.json", StringComparison.Ordinal)}"))),
        };
        if (Environment.GetEnvironmentVariable("SANDBOX_ACCEPT") is "reference")
        {
            Environment.GetEnvironmentVariable("CI").ShouldBeNull("a pipeline accepts nothing");
            await File.WriteAllTextAsync(path, right);
            return;
        }

        (File.Exists(path) ? await File.ReadAllTextAsync(path) : "").ShouldBe(right, $"it is written by: {Accept}");
    }

    [Test]
    public void No_other_page_is_there() => Directory.GetFiles(PathOf(Folder)).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ShouldBe(Pages.Order(StringComparer.Ordinal));

    [Test]
    public void The_command_that_writes_them_is_documented() => File.ReadAllText(PathOf("CONTRIBUTING.md")).ShouldContain("    " + Accept);

    private static string Index()
    {
        var page = new StringBuilder("# Reference\n\nWritten by a test from the program, the schemas and the code.\n\n");
        page.Append("- [Commands and their options](commands.md)\n- [Exit codes](exit-codes.md)\n- [Rules](../rules/README.md)\n");
        foreach (var schema in Schemas)
        {
            page.Append(CultureInfo.InvariantCulture, $"- [{XTitle(schema)}]({PageOf(schema)})\n");
        }

        return page.ToString();
    }

    private static string XTitle(string schema) => TitlePattern().Match(File.ReadAllText(PathOf($"docs/{schema}"))).Groups["title"].Value;

    private static string Commands(IReadOnlyList<(string Command, string Text)> all)
    {
        var page = new StringBuilder("# Commands\n\nWhat each command's `--help` says.\n");
        foreach (var (command, text) in all)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {command}\n\n```text\n{text.Trim('\n')}\n```\n");
        }

        return page.ToString();
    }

    /// <summary>The codes with what the code says of them.</summary>
    private static string ExitCodes()
    {
        var summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Sandbox.Syntax.xml")).Descendants("member")
            .Where(static member => member.Attribute("name")!.Value.StartsWith("F:Sandbox.ExitCode.", StringComparison.Ordinal))
            .ToDictionary(static member => member.Attribute("name")!.Value.Split('.')[^1], static member => member.Element("summary")!.Value.Trim(), StringComparer.Ordinal);
        var page = new StringBuilder("# Exit codes\n\nA number, once given, keeps its meaning.\n\n| code | name | meaning |\n|---|---|---|\n");
        foreach (var code in Enum.GetValues<ExitCode>().Order())
        {
            page.Append(CultureInfo.InvariantCulture, $"| {(int)code} | {code} | {summaries[code.ToString()]} |\n");
        }

        return page.ToString();
    }

    private static string PageOf(string schema) => schema.Replace(".schema.json", ".md", StringComparison.Ordinal);

    private static string PathOf(string path) => Path.Combine(Repository.Root, path);

    [GeneratedRegex("\"title\": \"(?<title>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TitlePattern();
}

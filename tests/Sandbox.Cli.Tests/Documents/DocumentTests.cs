using System.Text.Json;
using System.Text.RegularExpressions;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using YamlDotNet.RepresentationModel;

namespace Sandbox.Cli.Tests.Documents;

/// <summary>What the pages show is true: commands are played with the program on a server, in the order of the page and in one folder; the rest is read by a parser. What is C# is part of a compiled file, which a test of the architecture holds.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
[Platform("Linux")]
public sealed partial class DocumentTests
{
    // A block that is not played says why, and there are no more of them than these.
    private const int MostNotPlayed = 16;

    private const string SomeServer = "host=db.test";

    private static readonly string s_scene = Path.Combine(Repository.Root, "tests/Sandbox.Cli.Tests/Documents/scenes/shop");

    private ThrowawayServer? _server;

    private static IEnumerable<string> Played => DocumentBlock.All.Where(static block => block.Language == "console").Select(static block => block.Document).Distinct(StringComparer.Ordinal);

    private static IEnumerable<DocumentBlock> Read => DocumentBlock.All.Where(static block => block.Language is "json" or "yaml" or "sql");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), TestContext.CurrentContext.CancellationToken);

        // The application's role that the guide's policy names.
        await using var session = await WireSession.OpenAsync(_server.Target("postgres"), TestContext.CurrentContext.CancellationToken);
        (await session.ExecuteAsync("CREATE ROLE erp_sandbox_role", [], TestContext.CurrentContext.CancellationToken)).Error.ShouldBeNull();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    [TestCaseSource(nameof(Played))]
    public async Task The_commands_of_a_page_do_what_it_says(string document)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["shop"]);
        SetScene(document, folder);
        foreach (var block in DocumentBlock.Of(document))
        {
            if (block.File is { } file)
            {
                folder.With(Path.Combine("shop", file), block.Text);
            }

            if (block is not { Language: "console", NotPlayed: null })
            {
                continue;
            }

            block.Commands.ShouldNotBeEmpty($"{block}: a command begins with $");
            foreach (var (at, (command, output)) in block.Commands.Index())
            {
                var run = await ShellRun.BashAsync(folder, $"unset CI ${{!PG@}}; cd shop; {await ResolveAsync(command)}", []);
                run.ExitCode.ShouldBe(at == block.Commands.Count - 1 ? block.ExitCode : 0, $"{block}: {command}\n{run.Out}{run.Error}");
                if (output is not null)
                {
                    Pattern(output).IsMatch(Scrub(run.Out)).ShouldBeTrue($"{block}: {command}\nshown:\n{output}\nprinted:\n{run.Out}");
                }
            }
        }
    }

    [TestCaseSource(nameof(Read))]
    public async Task A_file_that_a_page_shows_can_be_read(object shown)
    {
        var block = (DocumentBlock)shown;
        switch (block.Language)
        {
            case "json":
                Should.NotThrow(() => JsonDocument.Parse(block.Text).Dispose(), block.ToString());
                break;
            case "yaml":
                Should.NotThrow(() => new YamlStream().Load(new StringReader(block.Text)), block.ToString());
                break;
            default:
                // The server's own grammar reads what stands in a function's body, and looks no name up.
                await using (var session = await WireSession.OpenAsync(_server!.Target("postgres"), TestContext.CurrentContext.CancellationToken))
                {
                    var sql = $"CREATE FUNCTION pg_temp.shown() RETURNS void LANGUAGE plpgsql AS $shown$ BEGIN RETURN; {block.Text.TrimEnd().TrimEnd(';')}; END $shown$";
                    (await session.ExecuteAsync(sql, [], TestContext.CurrentContext.CancellationToken)).Error.ShouldBeNull(block.ToString());
                }

                break;
        }
    }

    [Test]
    public void A_block_says_what_it_is() => DocumentBlock.All.Where(static block => block.Language is not ("console" or "text" or "csharp" or "json" or "yaml" or "sql")).ShouldBeEmpty();

    [Test]
    public void No_command_of_the_guides_stands_outside_of_a_block()
    {
        foreach (var document in DocumentBlock.Documents.Where(static document => (document == "README.md" || document.StartsWith("docs/", StringComparison.Ordinal)) && !document.StartsWith("docs/rules/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, document));
            FencePattern().Replace(text, "").Split('\n').Where(static line => line.StartsWith("    ", StringComparison.Ordinal)).ShouldBeEmpty(document);
        }
    }

    [Test]
    public void What_is_not_played_says_why_in_a_line()
    {
        var exceptions = DocumentBlock.All.Where(static block => block.NotPlayed is not null).ToList();
        exceptions.ShouldAllBe(static block => block.Language == "console" && block.NotPlayed!.Length > 10 && block.NotPlayed.Length <= 110);
        exceptions.Count.ShouldBe(MostNotPlayed, string.Join('\n', exceptions.Select(static block => $"{block}: {block.NotPlayed}")));
    }

    /// <summary>The files that a page takes for granted; who gets started begins with none.</summary>
    private static void SetScene(string document, TempFolder folder)
    {
        foreach (var file in document == "docs/getting-started.md" ? [] : Directory.EnumerateFiles(s_scene, "*", SearchOption.AllDirectories))
        {
            folder.With(Path.Combine("shop", Path.GetRelativePath(s_scene, file)), File.ReadAllText(file));
        }
    }

    /// <summary>The command on the test's own server, with the clone that it names.</summary>
    private async Task<string> ResolveAsync(string command)
    {
        foreach (var name in ClonePattern().Matches(command).Select(static match => match.Groups["name"].Value))
        {
            await using var session = await WireSession.OpenAsync(_server!.Target("postgres"), TestContext.CurrentContext.CancellationToken);
            if (await Sandbox.Postgres.SessionExtensions.ScalarAsync(session, $"SELECT count(*) FROM pg_database WHERE datname = '{name}'", TestContext.CurrentContext.CancellationToken) is "0")
            {
                await new ServerDatabases(session).CreateAsync(name, TestContext.CurrentContext.CancellationToken);
                await using var clone = await WireSession.OpenAsync(_server.Target(name), TestContext.CurrentContext.CancellationToken);
                foreach (var statement in File.ReadAllText(Path.Combine(s_scene, "migrations/clone.sql")).Split(";\n", StringSplitOptions.RemoveEmptyEntries))
                {
                    (await clone.ExecuteAsync(statement, [], TestContext.CurrentContext.CancellationToken)).Error.ShouldBeNull(statement);
                }
            }
        }

        var server = _server!.Target("postgres");
        return command.Replace(SomeServer, $"host={server.Host} port={server.Port} user={server.User}", StringComparison.Ordinal);
    }

    /// <summary>What a page shows: dots for a part of a line, a line of dots for lines.</summary>
    private static Regex Pattern(string output) => new(
        @"\A" + string.Concat(Scrub(output).TrimEnd('\n').Split('\n').Select(static line => line is "..." ? @"(?:.*\n)*?" : Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + @"[ ]*\n")) + @"\z",
        RegexOptions.None, TimeSpan.FromSeconds(5));

    // What differs between servers: the version, and where its transaction ids stand.
    private static string Scrub(string text) => IdsPattern().Replace(VersionPattern().Replace(text, "PostgreSQL N"), "ids N to N");

    [GeneratedRegex(@"PostgreSQL [0-9]+(\.[0-9]+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex("ids [0-9]+ to [0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdsPattern();

    [GeneratedRegex(@"dbname=(?<name>shop_\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClonePattern();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FencePattern();
}

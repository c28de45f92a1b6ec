namespace Sandbox.Cli.Tests;

/// <summary>Exit code 2: what is wrong with the words or the policy is told in a line, and nothing runs.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class UsageTests
{
    [TestCase("", "say what to do: rehearse, lint, accept, snapshots, init, state, create, drop, list, orphans, reset, golden, plan, promote, dryrun, teardown, ledger, doctor, completions")]
    [TestCase("rehears x.sql", "rehears: unknown command; did you mean rehearse?")]
    [TestCase("rehearse", "script|folder|glob is missing")]
    [TestCase("completions ksh", "completions ksh: say bash, zsh, fish or pwsh")]
    [TestCase("rehearse x.sql --fromat json", "--fromat: unknown option; did you mean --format?")]
    [TestCase("rehearse --acept x.sql", "--acept: unknown option; did you mean --accept?")]
    [TestCase("rehearse x.sql -h", "-h is the host, as in psql; help is --help")]
    [TestCase("rehearse x.sql --target", "--target: its value is missing")]
    [TestCase("rehearse x.sql --format xml", "--format xml: unknown format; say text, json, markdown, html, junit, sarif or github")]
    [TestCase("rehearse x.sql --json --format text", "two reports cannot share standard output")]
    [TestCase("rehearse x.sql --output a.json", "write --format json --output a.json")]
    [TestCase("rehearse x.sql --format json --output a --output b", "--output b: no format of its own before it")]
    [TestCase("rehearse x.sql --format json --output no/a.json", "there is no folder")]
    [TestCase("rehearse x.sql --format json --output .", "this is a folder")]
    [TestCase("rehearse x.sql --format json --output a --format text --output ./a", "two reports cannot share a file")]
    [TestCase("rehearse x.sql --snapshot some", "say none, results, effects or all")]
    [TestCase("rehearse x.sql --server docker", "say local[:MAJOR], packaged[:MAJOR] or container[:TAG]")]
    [TestCase("rehearse x.sql --server local:9", "'9' is not a supported major version")]
    [TestCase("rehearse x.sql --target nonsense", "neither a URI")]
    [TestCase("rehearse x.sql --target env -d a", "exclude each other")]
    [TestCase("rehearse x.sql -d postgresql://h/a -p 1", "exclude each other")]
    [TestCase("rehearse x.sql -d a --server local", "leave one out")]
    [TestCase("rehearse x.sql -d a -p 99999", "not a number from 1 to 65535")]
    [TestCase("rehearse x.sql -v name", "NAME=VALUE")]
    [TestCase("rehearse x.sql --quiet --verbose", "exclude each other")]
    [TestCase("rehearse missing.sql", "missing.sql: there is no such script or folder")]
    [TestCase("rehearse *.nothing", "no script to rehearse there")]
    [TestCase("rehearse -- --json", "--json: there is no such script or folder")]
    [TestCase("rehearse x.sql --policy missing.json", "missing.json: the policy cannot be read")]
    [TestCase("rehearse x.sql --policy misspelt.json", "misspelt.json: $.rehearse.denny: unknown key")]
    [TestCase("rehearse x.sql --policy broken.json", "broken.json:1:")]
    [TestCase("accept missing.sql", "there is no such script, snapshot or folder")]
    [TestCase("doctor x", "doctor takes no such word")]
    [TestCase("rehearse y.sql", "y.sql: there is no such script or folder; did you mean x.sql?")]
    [TestCase("rehearse ./brken.json", "./brken.json: there is no such script or folder; did you mean ./broken.json?")]
    [TestCase("lint x.sq", "x.sq: there is no such file or folder; did you mean x.sql?")]
    [TestCase("accept x.sqll", "there is no such script, snapshot or folder; did you mean x.sql?")]
    [TestCase("lint x.sql --rule SBX1010=none", "there is no rule SBX1010; did you mean SBX1001?")]
    [TestCase("rehearse x.sql --policy misspelt.json", "known here: allow, deny, strict, sequences; did you mean deny?")]
    [TestCase("init --ci jenkins", "--ci jenkins: say github, gitlab or none")]
    public async Task A_wrong_word_is_told_on_standard_error(string words, string message)
    {
        using var folder = new TempFolder()
            .With("x.sql", "SELECT 1;")
            .With("misspelt.json", """{ "rehearse": { "denny": ["postgres"] } }""")
            .With("broken.json", "{,}");

        var run = await SandboxProcess.RunAsync(folder, words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.ShouldExitWith(ExitCode.Usage);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain(message);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(static line => line.StartsWith("sandbox: ", StringComparison.Ordinal));
        folder.Files.Count.ShouldBe(3);
    }

    [Test]
    public async Task The_policy_is_found_in_the_folders_above()
    {
        using var folder = new TempFolder().With("sandbox.json", """{ "rehearse": { "alow": [] } }""").With("deep/down/x.sql", "SELECT 1;");

        var run = await SandboxProcess.RunAsync(folder, "rehearse", "deep/down/x.sql");

        run.ShouldExitWith(ExitCode.Usage);
        run.Error.ShouldContain("$.rehearse.alow: unknown key");
    }

    [Test]
    public async Task A_wrong_directive_is_told_with_its_place()
    {
        using var folder = new TempFolder().With("x.sql", "-- sandbox: databse clone\nSELECT 1;");

        var run = await SandboxProcess.RunAsync(folder, "rehearse", "x.sql");

        run.ShouldExitWith(ExitCode.Usage);
        run.Error.ShouldContain("x.sql:1:1");
        run.Error.ShouldContain("unknown directive \"databse\"");
        run.Error.ShouldContain("did you mean database?");
    }

    [Test]
    public async Task In_json_a_wrong_input_is_a_report_too()
    {
        using var folder = new TempFolder();

        var run = await SandboxProcess.RunAsync(folder, "rehearse", "missing.sql", "--json");

        run.ShouldExitWith(ExitCode.Usage);
        run.Json.GetProperty("exitCode").GetInt32().ShouldBe(2);
        run.Json.GetProperty("message").GetString().ShouldBe("missing.sql: there is no such script or folder");
        run.Error.ShouldContain("missing.sql");
    }
}

namespace Sandbox.Cli.Tests;

/// <summary><c>sandbox state</c>: what one process records another one compares.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class StateTests
{
    [Test]
    public async Task What_one_process_records_another_finds_unchanged()
    {
        using var folder = new TempFolder();
        var database = await TestServer.CreateDatabaseAsync("state_", "CREATE TABLE t (i int PRIMARY KEY, name text)", "INSERT INTO t VALUES (1, 'a')");

        var capture = await SandboxProcess.RunAsync(folder, ["state", "capture", "--no-cluster", "--output", "before.json", .. database.Words]);
        var verify = await SandboxProcess.RunAsync(folder, ["state", "verify", "before.json", .. database.Words]);
        var full = await SandboxProcess.RunAsync(folder, ["state", "verify", "before.json", "--full", "--quiet", .. database.Words]);

        capture.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($"captured {database.Name}: 1 tables");
        verify.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("UNCHANGED");
        full.ShouldExitWith(ExitCode.Success).Out.ShouldContain("1 tables (1 read)");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder["before.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Test]
    public async Task A_difference_is_shown_and_exits_with_7()
    {
        using var folder = new TempFolder();
        var database = await TestServer.CreateDatabaseAsync("state_", "CREATE TABLE t (i int PRIMARY KEY, name text)", "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        var capture = await SandboxProcess.RunAsync(folder, ["state", "capture", "--no-cluster", .. database.Words]);
        folder.With("before.json", capture.ShouldExitWith(ExitCode.Success).Out);
        await TestServer.RunAsync(database.Name, "UPDATE t SET name = E'\\x1b[2J' WHERE i = 1", "DELETE FROM t WHERE i = 2", "CREATE VIEW v AS SELECT 1 AS one");

        var text = await SandboxProcess.RunAsync(folder, ["state", "verify", "before.json", .. database.Words]);
        var json = await SandboxProcess.RunAsync(folder, ["state", "verify", "before.json", "--json", .. database.Words]);

        text.ShouldExitWith(ExitCode.Residue).Out.ShouldContain("  row public.t (i=1) name: a -> \\x1B[2J\n  row public.t (i=2): removed: i=2, name=b\n");
        text.Out.ShouldContain("  view public.v: added: ");
        text.Out.TrimEnd().Split('\n')[^1].ShouldStartWith("CHANGED");
        var report = json.ShouldExitWith(ExitCode.Residue).Json;
        report.GetProperty("verdict").GetString().ShouldBe("changed");
        report.GetProperty("differences").EnumerateArray().Select(static difference => difference.GetProperty("object").GetString()).ShouldContain("public.t");
    }

    [TestCase("", null, ExitCode.Success)]
    [TestCase("--strict", null, ExitCode.Residue)]
    [TestCase("", """{ "rehearse": { "strict": true } }""", ExitCode.Residue)]
    public async Task A_sequence_that_moved_counts_only_where_it_shall(string word, string? policy, ExitCode expected)
    {
        using var folder = new TempFolder();
        _ = policy is null ? folder : folder.With("sandbox.json", policy);
        var database = await TestServer.CreateDatabaseAsync("state_", "CREATE SEQUENCE q");
        (await SandboxProcess.RunAsync(folder, ["state", "capture", "--no-cluster", "-o", "before.json", .. database.Words])).ShouldExitWith(ExitCode.Success);
        await TestServer.RunAsync(database.Name, "SELECT nextval('q'), nextval('q')");

        var run = await SandboxProcess.RunAsync(folder, ["state", "verify", "before.json", .. word.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. database.Words]);

        run.ShouldExitWith(expected).Out.ShouldContain("sequence public.q: 1 not yet used -> 2");
    }

    [Test]
    public async Task Another_database_is_named_as_such()
    {
        using var folder = new TempFolder();
        var one = await TestServer.CreateDatabaseAsync("state_");
        var other = await TestServer.CreateDatabaseAsync("state_");
        (await SandboxProcess.RunAsync(folder, ["state", "capture", "--no-cluster", "-o", "before.json", .. one.Words])).ShouldExitWith(ExitCode.Success);

        var run = await SandboxProcess.RunAsync(folder, ["state", "verify", "before.json", .. other.Words]);

        run.ShouldExitWith(ExitCode.Residue).Out.ShouldContain($"identity database: {one.Name} -> {other.Name}");
    }

    [TestCase("state", "say what to do: capture, verify")]
    [TestCase("state capture", "say which database: --target")]
    [TestCase("state verify x.json", "say which database: --target")]
    [TestCase("state verify", "file is missing")]
    [TestCase("state capture -d a --rows many", "--rows many: not a number of rows")]
    [TestCase("state capture -d a --output no/x.json", "name a file in a folder that is there")]
    [TestCase("state capture -d a --server local", "--server: unknown option")]
    [TestCase("state verify missing.json -d a", "missing.json: the state cannot be read")]
    [TestCase("state verify x.json -d a", "x.json: this is no state")]
    public async Task A_wrong_word_is_told_and_nothing_connects(string words, string message)
    {
        using var folder = new TempFolder().With("x.json", "{}");

        var run = await SandboxProcess.RunAsync(folder, words.Split(' '));

        run.ShouldExitWith(ExitCode.Usage).Error.ShouldContain(message);
        folder.Files.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_server_that_cannot_be_reached_exits_with_9()
    {
        using var folder = new TempFolder();

        var run = await SandboxProcess.RunAsync(folder, "state", "capture", "--target", "postgresql://me:hunter2@127.0.0.1:1/nowhere");

        run.ShouldExitWith(ExitCode.Unavailable).Error.ShouldNotContain("hunter2");
    }
}

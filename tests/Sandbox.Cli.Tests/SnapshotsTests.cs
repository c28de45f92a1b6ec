namespace Sandbox.Cli.Tests;

[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class SnapshotsTests
{
    [Test]
    public async Task What_waits_and_what_dangles_is_listed_and_removed_when_asked_for()
    {
        using var folder = Folder();

        var listed = (await SandboxProcess.RunAsync(folder, "snapshots")).ShouldExitWith(ExitCode.VerdictFail);
        var removed = (await SandboxProcess.RunAsync(folder, "snapshots", ".", "--remove")).ShouldExitWith(ExitCode.Success);

        listed.Out.ShouldBe("""
            waiting   deep/kept.received.txt: sandbox accept, when it is right
            dangling  deep/gone.verified.txt: its script or test is gone; --remove takes it away
            1 waiting, 1 dangling

            """.ReplaceLineEndings("\n"));
        removed.Out.ShouldContain("removed   deep/gone.verified.txt\n1 waiting, 1 removed\n");
        folder.Files.ShouldBe(["deep/kept.received.txt", "deep/kept.sql", "deep/kept.verified.txt"]);
        (await SandboxProcess.RunAsync(folder, "snapshots")).ShouldExitWith(ExitCode.Success);
    }

    [TestCase("--remove", "on a build server")]
    [TestCase("missing", "missing: there is no such folder")]
    public async Task A_wrong_word_removes_nothing(string word, string message)
    {
        using var folder = Folder();

        (await SandboxProcess.RunAsync(folder, [("CI", "1")], "snapshots", word)).ShouldExitWith(ExitCode.Usage).Error.ShouldContain(message);
        folder.Files.Count.ShouldBe(4);
    }

    [Test]
    public async Task A_rehearsal_of_a_folder_tells_what_dangles_in_it_and_fails_nothing()
    {
        using var folder = new TempFolder().With("x/a.sql", "-- sandbox: snapshot none\nSELECT 1;\n").With("x/b.verified.txt", "b").With("sandbox.json", """{ "rehearse": { "allow": ["dangling_*"] } }""");
        var database = await TestServer.CreateDatabaseAsync("dangling_");

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "x", "--format", "json", "--output", "r.json", .. database.Words]);

        run.ShouldExitWith(ExitCode.Success).Out.ShouldContain("dangling snapshot: x/b.verified.txt: its script is gone; sandbox snapshots --remove takes it away\n");
        File.ReadAllText(folder["r.json"]).ShouldContain("\"danglingSnapshots\": [\n    \"x/b.verified.txt\"\n  ]");
    }

    private static TempFolder Folder() => new TempFolder().With("deep/kept.sql", "").With("deep/kept.verified.txt", "a").With("deep/kept.received.txt", "b").With("deep/gone.verified.txt", "c");
}

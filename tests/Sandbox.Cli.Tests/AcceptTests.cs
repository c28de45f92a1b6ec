namespace Sandbox.Cli.Tests;

[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class AcceptTests
{
    [TestCase(".", TestName = "The_working_folder_is_accepted")]
    [TestCase("deep", TestName = "A_folder_is_accepted_and_what_is_below_it")]
    [TestCase("deep/a.sql", TestName = "A_script_is_accepted")]
    [TestCase("deep/a.received.txt", TestName = "A_received_file_is_accepted")]
    [TestCase("deep/a.verified.txt", TestName = "A_verified_file_is_accepted")]
    public async Task Accepted(string path)
    {
        using var folder = new TempFolder().With("deep/a.sql", "").With("deep/a.received.txt", "new").With("deep/a.verified.txt", "old");

        var run = await SandboxProcess.RunAsync(folder, "accept", path);

        run.ShouldExitWith(ExitCode.Success).Out.ShouldBe("accepted deep/a.verified.txt\n");
        File.ReadAllText(folder["deep/a.verified.txt"]).ShouldBe("new");
        folder.Files.ShouldBe(["deep/a.sql", "deep/a.verified.txt"]);
    }

    [TestCase("accept .", "nothing to accept: nothing was received in .")]
    [TestCase("accept a.sql", "nothing to accept: nothing was received in a.sql")]
    public async Task Nothing_to_accept_is_no_error(string words, string message)
    {
        using var folder = new TempFolder().With("a.sql", "");

        var run = await SandboxProcess.RunAsync(folder, words.Split(' '));

        run.ShouldExitWith(ExitCode.Success).Out.ShouldBe($"{message}\n");
    }

    [TestCase("true", "accept")]
    [TestCase("True", "accept")]
    [TestCase("1", "accept")]
    [TestCase("true", "rehearse a.sql --accept")]
    public async Task On_a_build_server_nothing_is_accepted(string ci, string words)
    {
        using var folder = new TempFolder().With("a.sql", "").With("a.received.txt", "new");

        var run = await SandboxProcess.RunAsync(folder, [("CI", ci)], words.Split(' '));

        run.ShouldExitWith(ExitCode.Usage).Error.ShouldContain("build server");
        folder.Files.ShouldBe(["a.received.txt", "a.sql"]);
    }

    [Test]
    public async Task CI_false_is_no_build_server()
    {
        using var folder = new TempFolder();

        (await SandboxProcess.RunAsync(folder, [("CI", "false")], "accept", ".")).ShouldExitWith(ExitCode.Success);
    }

    [Test]
    public async Task Without_a_path_and_a_terminal_nobody_can_be_asked()
    {
        using var folder = new TempFolder().With("a.sql", "").With("a.received.txt", "new");

        (await SandboxProcess.RunAsync(folder, "accept")).ShouldExitWith(ExitCode.Usage).Error.ShouldContain("there is no terminal to ask at; name what is right");
        folder.Files.ShouldBe(["a.received.txt", "a.sql"]);
    }

    [TestCase("y\nn\nn\n", "abc", "a", "bc")]
    [TestCase("what\nyes\nq\n", "ab", "a", "bc")]
    [TestCase("n\na\n", "abc", "bc", "a")]
    [TestCase("q\n", "a", "", "abc")]
    [TestCase("n\n\u0004", "ab", "", "abc")]
    [Platform("Linux")]
    public async Task On_a_terminal_each_is_shown_and_asked_for(string typed, string shown, string accepted, string left)
    {
        using var folder = new TempFolder().With("a.received.txt", "one\nnew").With("a.verified.txt", "one\nold").With("b.received.txt", "b").With("c.received.txt", "c");

        var run = await Terminal.RunAsync(folder, $"{SandboxProcess.Program} accept --no-color", typed);

        run.ShouldExitWith(ExitCode.Success);
        run.Out.ShouldContain("1 of 3: a.verified.txt (- accepted, + received)\r\n  @@ line 1 @@\r\n   one\r\n  -old\r\n  +new\r\n");
        run.Out.Contains("2 of 3: b.verified.txt (new)\r\n  +b\r\n", StringComparison.Ordinal).ShouldBe(shown.Contains('b', StringComparison.Ordinal));
        folder.Files.Where(static file => file.EndsWith(".received.txt", StringComparison.Ordinal)).Select(static file => file[0]).ShouldBe(left);
        accepted.ShouldAllBe(name => run.Out.Contains($"accepted {name}.verified.txt", StringComparison.Ordinal));
        File.ReadAllText(folder["a.verified.txt"]).ShouldBe(accepted.Contains('a', StringComparison.Ordinal) ? "one\nnew" : "one\nold");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_persons_own_diff_tool_opens_on_the_two_files()
    {
        using var folder = new TempFolder().With("a.received.txt", "new").With("a.verified.txt", "old").With("tools/meld", "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$(dirname \"$0\")/opened.new\" && mv \"$(dirname \"$0\")/opened.new\" \"$(dirname \"$0\")/opened\"\n");

        // The terminal stays until the tool has written: whoever closes a terminal ends what runs in it.
        var run = await Terminal.RunAsync(
            folder,
            $"chmod +x {folder["tools/meld"]}; PATH={folder["tools"]}:$PATH DiffEngine_ToolOrder=Meld DiffEngine_Meld={folder["tools"]} {SandboxProcess.Program} accept --no-color && until [ -f {folder["tools/opened"]} ]; do sleep 0.05; done",
            "d\nn\n");

        run.ShouldExitWith(ExitCode.Success).Out.ShouldContain("the diff tool is open");
        var opened = await File.ReadAllTextAsync(folder["tools/opened"]);
        opened.ShouldContain("a.received.txt");
        opened.ShouldContain("a.verified.txt");
        File.ReadAllText(folder["a.verified.txt"]).ShouldBe("old");
    }
}

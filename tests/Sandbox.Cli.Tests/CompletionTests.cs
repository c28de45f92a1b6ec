namespace Sandbox.Cli.Tests;

/// <summary><c>sandbox completions</c>, as the shells that are here use it.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
[Platform("Linux")]
public sealed class CompletionTests
{
    [TestCase("sandbox reh", "rehearse")]
    [TestCase("sandbox rehearse --lan", "--lane")]
    [TestCase("sandbox rehearse --lane ", "auto disposable rollback")]
    [TestCase("sandbox rehearse --format m", "markdown")]
    [TestCase("sandbox completions ", "bash fish pwsh zsh")]
    [TestCase("sandbox rehearse --policy ", "")]
    public async Task Bash_is_told_what_the_program_knows(string line, string expected)
    {
        using var folder = await FolderAsync("bash");

        // As bash calls it: the words of the line, which of them the cursor is in, and the line.
        var found = await RunAsync(folder, "source completions\nCOMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=(sandbox); _sandbox; printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p sandbox", line);

        var lines = found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^1].ShouldBe("complete -o default -F _sandbox sandbox");
        lines[..^1].Where(word => line[^1] != ' ' || word[0] != '-').Order(StringComparer.Ordinal).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestCase("zsh", "-n")]
    [TestCase("fish", "--no-execute")]
    public async Task Another_shell_reads_its_own(string shell, string reads)
    {
        using var folder = await FolderAsync(shell);
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, shell))))
        {
            Assert.Ignore($"there is no {shell} here: apt-get install -y --no-install-recommends {shell}");
        }

        (await RunAsync(folder, "exec \"$1\" \"$2\" completions", shell, reads)).ShouldBeEmpty();
    }

    private static async Task<TempFolder> FolderAsync(string shell)
    {
        var folder = new TempFolder();
        return folder.With("completions", (await SandboxProcess.RunAsync(folder, "completions", shell)).ShouldExitWith(ExitCode.Success).Out);
    }

    private static async Task<string> RunAsync(TempFolder folder, string script, params string[] words)
    {
        var run = await ShellRun.BashAsync(folder, script, words);
        run.ShouldExitWith(ExitCode.Success).Error.ShouldBeEmpty();
        return run.Out;
    }
}

namespace Sandbox.Cli.Tests;

[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class HelpTests
{
    [TestCase("--help")]
    [TestCase("-?")]
    public async Task It_mentions_every_command(string word)
    {
        using var folder = new TempFolder();

        var run = (await SandboxProcess.RunAsync(folder, word)).ShouldExitWith(ExitCode.Success);

        run.Out.ShouldContain("  rehearse ");
        run.Out.ShouldContain("  accept ");
        run.Out.ShouldContain("  dryrun ");
        run.Out.ShouldContain("  teardown ");
        run.Out.ShouldContain("  doctor ");
    }

    [Test]
    public async Task A_commands_help_answers_whatever_else_is_on_the_line()
    {
        using var folder = new TempFolder();

        var run = (await SandboxProcess.RunAsync(folder, "rehearse", "--bogus", "--help")).ShouldExitWith(ExitCode.Success);

        run.Out.ShouldContain("-h, --host");
        run.Out.ShouldContain("-?, --help");
    }

    [Test]
    public async Task The_version_is_told()
    {
        using var folder = new TempFolder();

        (await SandboxProcess.RunAsync(folder, "--version")).ShouldExitWith(ExitCode.Success).Out.ShouldMatch(@"^\d+\.\d+\.\d+");
    }
}

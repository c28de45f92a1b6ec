using System.Text.RegularExpressions;

namespace Sandbox.Cli.Tests;

[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed partial class HelpTests
{
    [TestCase("--help")]
    [TestCase("-?")]
    public async Task It_mentions_every_command(string word)
    {
        using var folder = new TempFolder();

        var run = (await SandboxProcess.RunAsync(folder, word)).ShouldExitWith(ExitCode.Success);

        CommandHelp.Commands(run.Out).ShouldBe(
            ["rehearse", "lint", "accept", "snapshots", "init", "state", "create", "drop", "list", "orphans", "reset", "golden", "plan", "promote", "dryrun", "teardown", "ledger", "doctor", "completions"]);
    }

    [Test]
    public async Task Every_command_has_examples_that_name_it_and_know_its_options_only()
    {
        var all = await CommandHelp.All;

        all.Count.ShouldBeGreaterThan(20);
        foreach (var (command, text) in all)
        {
            var examples = CommandHelp.Examples(text);
            examples.ShouldNotBeEmpty(command);
            foreach (var example in examples)
            {
                example.ShouldContain(command);
                var help = all.Last(other => example.Contains(other.Command + " ", StringComparison.Ordinal) || example.EndsWith(other.Command, StringComparison.Ordinal)).Text;
                OptionPattern().Matches(example).Select(static option => option.Value).ShouldAllBe(option => help.Contains(option + " ", StringComparison.Ordinal) || help.Contains(option + ",", StringComparison.Ordinal), example);
            }
        }
    }

    [Test]
    public async Task A_commands_help_answers_whatever_else_is_on_the_line()
    {
        using var folder = new TempFolder();

        var run = (await SandboxProcess.RunAsync(folder, "rehearse", "--bogus", "--help")).ShouldExitWith(ExitCode.Success);

        run.Out.ShouldContain("-h, --host");
        run.Out.ShouldContain("-?, --help");
    }

    [TestCase(60, 60)]
    [TestCase(100, 100)]
    [TestCase(300, 200)]
    [Platform("Linux")]
    public async Task It_is_as_wide_as_the_terminal_within_what_can_be_read(int columns, int widest)
    {
        using var folder = new TempFolder();

        var run = (await Terminal.RunAsync(folder, $"stty cols {columns}; {SandboxProcess.Program} orphans --help")).ShouldExitWith(ExitCode.Success);

        var lines = run.Out.Split("\r\n").TakeWhile(static line => line != "Examples:").ToList();
        lines.Max(static line => line.Length).ShouldBeInRange(50, widest);
    }

    [Test]
    public async Task The_version_is_told()
    {
        using var folder = new TempFolder();

        (await SandboxProcess.RunAsync(folder, "--version")).ShouldExitWith(ExitCode.Success).Out.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [GeneratedRegex("(?<= )--?[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionPattern();
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Sandbox.Cli.Commands;

namespace Sandbox.Cli;

/// <summary>The whole command line: from words to an exit code.</summary>
internal static class CommandLine
{
    // A word that begins with @ is a word: psql knows no response files.
    private static readonly ParserConfiguration s_parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs what the words say.</summary>
    /// <param name="args">The words.</param>
    /// <param name="surroundings">What it is started in.</param>
    /// <param name="cancellationToken">Interrupts; what runs is rolled back and reported.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var common = new CommonOptions(surroundings);
        var words = Commands(common, args).Parse(args, s_parser);
        try
        {
            if (UsageErrors.Of(words) is { Count: > 0 } errors)
            {
                errors.ForEach(error => Tell(error));
                return (int)ExitCode.Usage;
            }

            // Interruptions are ours (Console.Interruption): the library would end the process before a long rollback is done.
            return await words.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = surroundings.Console.Out,
                    Error = surroundings.Console.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellationToken);
        }
        catch (SandboxException error)
        {
            Tell(error.Message);
            return (int)error.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Tell("interrupted");
            return (int)ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            Unexpected(error);
            return (int)ExitCode.Unavailable;
        }

        void Tell(string message) => common.Error(words).Print(new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {message}")));

        void Unexpected(Exception error)
        {
            var verbose = common.Detail(words) == TextDetail.Verbose;
            Tell($"unexpected error: {error.GetType().Name}: {error.Message}{(verbose ? "" : " (--verbose shows where; please report it)")}");
            if (verbose)
            {
                common.Error(words).Print(VisibleText.Lines(error.ToString()).Select(static line => new TextLine(TextKind.Muted, line)));
            }
        }
    }

    private static RootCommand Commands(CommonOptions common, string[] args)
    {
        var root = new RootCommand("Rehearses PostgreSQL scripts on a clone, rolls them back and proves that nothing is left.");

        // -h is the host, as in psql.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        var help = new HelpOption("--help", "-?");
        help.Action = ExampleHelp.For((HelpAction)help.Action!, common.Surroundings.Console.Width);
        root.Options.Add(help);
        common.AddTo(root);
        if (args is ["lint", ..])
        {
            // An editor waits for it: what the other commands would load stays out.
            root.Subcommands.Add(new LintCommand(common));
            return root;
        }

        root.Subcommands.Add(new RehearseCommand(common));
        root.Subcommands.Add(new LintCommand(common));
        root.Subcommands.Add(new AcceptCommand(common));
        root.Subcommands.Add(new SnapshotsCommand(common));
        root.Subcommands.Add(new InitCommand(common));
        root.Subcommands.Add(new StateCommand(common));
        root.Subcommands.Add(new CreateCommand(common));
        root.Subcommands.Add(new DropCommand(common));
        root.Subcommands.Add(new ListCommand(common));
        root.Subcommands.Add(new OrphansCommand(common));
        root.Subcommands.Add(new ResetCommand(common));
        root.Subcommands.Add(new GoldenCommand(common));
        root.Subcommands.Add(new PlanCommand(common));
        root.Subcommands.Add(new PromoteCommand(common));
        root.Subcommands.Add(new DryRunCommand(common));
        root.Subcommands.Add(new TeardownCommand(common));
        root.Subcommands.Add(new LedgerCommand(common));
        root.Subcommands.Add(new DoctorCommand(common));
        root.Subcommands.Add(new CompletionsCommand(common));
        SuggestValues(root);
        return root;
    }

    /// <summary>Where an option's help lists the words that it takes, a shell can complete them.</summary>
    private static void SuggestValues(Command command)
    {
        foreach (var option in command.Options)
        {
            if (option.HelpName?.Split('|') is { Length: > 1 } values && Array.TrueForAll(values, static value => value.All(char.IsAsciiLetterLower)))
            {
                option.CompletionSources.Add(values);
            }
        }

        foreach (var subcommand in command.Subcommands)
        {
            SuggestValues(subcommand);
        }
    }
}

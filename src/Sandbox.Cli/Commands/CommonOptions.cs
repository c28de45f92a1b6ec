using System.CommandLine;
using Sandbox.Cli.Console;
using Sandbox.Rehearsal;

namespace Sandbox.Cli.Commands;

/// <summary>The options that every command knows, and what they make of the console.</summary>
internal sealed class CommonOptions(Surroundings surroundings)
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Only verdicts and errors.", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Every statement with its tag and time; the stack of an unexpected error.", Recursive = true };
    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colours; so does the variable NO_COLOR.", Recursive = true };

    /// <summary>What the command is started in.</summary>
    public Surroundings Surroundings => surroundings;

    /// <summary>Adds the options to the root command, and so to all commands.</summary>
    public void AddTo(RootCommand root)
    {
        root.Options.Add(_quiet);
        root.Options.Add(_verbose);
        root.Options.Add(_noColor);
        _verbose.Validators.Add(result =>
        {
            if (!result.Implicit && result.GetResult(_quiet) is { Implicit: false })
            {
                result.AddError("--quiet and --verbose exclude each other; leave one out");
            }
        });
    }

    /// <summary>How much is told.</summary>
    public TextDetail Detail(ParseResult words) =>
        words.GetValue(_quiet) ? TextDetail.Quiet : words.GetValue(_verbose) ? TextDetail.Verbose : TextDetail.Normal;

    /// <summary>Standard output, in colours where a person sees them and did not turn them off.</summary>
    public LinePrinter Out(ParseResult words) => new(surroundings.Console.Out, surroundings.Console.OutIsTerminal && WantsColor(words), surroundings.Console.Width);

    /// <summary>Standard error, likewise.</summary>
    public LinePrinter Error(ParseResult words) => new(surroundings.Console.Error, surroundings.Console.ErrorIsTerminal && WantsColor(words), surroundings.Console.ErrorIsTerminal ? surroundings.Console.Width : null);

    /// <summary>Runs something and shows on standard error how far it is: in one line that goes with it, or a line each time on a terminal that can only write on; not at all where nobody watches.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="run">What runs; it tells what is going on, and how far a script is.</param>
    public Task<T> ShowAsync<T>(ParseResult words, Func<IProgress<string>?, IProgress<ScriptProgress>?, Task<T>> run) =>
        !surroundings.Console.ErrorIsTerminal || Detail(words) == TextDetail.Quiet ? run(null, null)
        : surroundings.MovesCursor ? LiveProgress.ShowAsync(surroundings.Console.Error, surroundings.Console.Width, WantsColor(words), live => run(live, live))
        : run(new ProgressLines(Error(words)), null);

    private bool WantsColor(ParseResult words) => surroundings.AdmitsColor && !words.GetValue(_noColor);
}

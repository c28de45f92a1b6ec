using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sandbox.Cli;

/// <summary>A command's help with examples behind it.</summary>
/// <param name="help">The library's own help.</param>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    private const int Narrowest = 60, Widest = 200;

    /// <summary>Help as wide as a terminal is, within what can be read.</summary>
    /// <param name="help">The library's own help.</param>
    /// <param name="width">The terminal's width; null where there is none.</param>
    public static ExampleHelp For(HelpAction help, int? width)
    {
        help.MaxWidth = Math.Clamp(width ?? Widest, Narrowest, Widest);
        return new ExampleHelp(help);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in CommandExamples.Of(parseResult.CommandResult.Command))
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        return exitCode;
    }
}

using Sandbox.Cli.Console;

namespace Sandbox.Cli.Reports;

/// <summary>Tells each line of a dry run's journal as it comes.</summary>
/// <param name="output">Where.</param>
internal sealed class JournalLines(LinePrinter output) : IProgress<string>
{
    public void Report(string value) => output.Print(new TextLine(TextKind.Plain, VisibleText.Escape(value)));
}

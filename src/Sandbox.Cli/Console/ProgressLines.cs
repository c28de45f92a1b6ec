namespace Sandbox.Cli.Console;

/// <summary>Tells on standard error what is going on, in the order in which it happens.</summary>
/// <param name="printer">Standard error.</param>
internal sealed class ProgressLines(LinePrinter printer) : IProgress<string>
{
    private readonly Lock _printing = new();

    public void Report(string value)
    {
        // A download and a rehearsal may both have something to tell.
        lock (_printing)
        {
            printer.Print(new TextLine(TextKind.Muted, $"{value} ..."));
        }
    }
}

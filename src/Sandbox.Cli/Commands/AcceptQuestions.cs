using System.Globalization;
using System.Text;
using Sandbox.Cli.Console;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Cli.Commands;

/// <summary>Shows how each received snapshot differs, and asks whether it is right.</summary>
/// <param name="console">Where the answers come from.</param>
/// <param name="output">Where the differences go.</param>
/// <param name="count">How many there are.</param>
internal sealed class AcceptQuestions(IConsole console, LinePrinter output, int count)
{
    private readonly StreamReader _answers = new(console.In, Encoding.UTF8);
    private bool _takesAll;
    private int _asked;

    /// <summary>Asks for one snapshot.</summary>
    /// <param name="path">The received file.</param>
    /// <param name="cancellationToken">Interrupts the wait for an answer.</param>
    public async Task<AcceptAnswer> AskAsync(string path, CancellationToken cancellationToken)
    {
        _asked++;
        if (_takesAll)
        {
            return AcceptAnswer.Yes;
        }

        var naming = SnapshotNaming.From(path);
        var kind = File.Exists(naming.VerifiedPath) ? "- accepted, + received" : "new";
        output.Print(new TextLine(TextKind.Heading, VisibleText.Escape(string.Create(CultureInfo.InvariantCulture, $"{_asked} of {count}: {naming.VerifiedPath} ({kind})"))));
        output.Print(DifferenceText.Lines(await SnapshotStore.DifferenceAsync(path, cancellationToken)));
        while (true)
        {
            await console.Out.WriteAsync("accept it? [y]es, [n]o, [a]ll, [q]uit: ".AsMemory(), cancellationToken);
            await console.Out.FlushAsync(cancellationToken);
            switch ((await _answers.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken))?.Trim().ToLowerInvariant())
            {
                case "y" or "yes":
                    return AcceptAnswer.Yes;
                case "n" or "no":
                    return AcceptAnswer.No;
                case "a" or "all":
                    _takesAll = true;
                    return AcceptAnswer.Yes;
                case "q" or "quit" or null:
                    return AcceptAnswer.Quit;
            }
        }
    }
}

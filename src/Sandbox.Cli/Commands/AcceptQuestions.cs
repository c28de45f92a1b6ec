using System.Globalization;
using System.Text;
using DiffEngine;
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
            await console.Out.WriteAsync("accept it? [y]es, [n]o, [a]ll, [d]iff tool, [q]uit: ".AsMemory(), cancellationToken);
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
                case "d" or "diff":
                    output.Print(new TextLine(TextKind.Muted, await OpenAsync(naming)));
                    break;
                case "q" or "quit" or null:
                    return AcceptAnswer.Quit;
            }
        }
    }

    /// <summary>Opens the person's own diff tool, which DiffEngine finds, on the two files; the answer is still theirs to give here.</summary>
    private static async Task<string> OpenAsync(SnapshotNaming naming) => await DiffRunner.LaunchForTextAsync(Path.GetFullPath(naming.ReceivedPath), Path.GetFullPath(naming.VerifiedPath)) switch
    {
        LaunchResult.StartedNewInstance or LaunchResult.AlreadyRunningAndSupportsRefresh => "the diff tool is open",
        LaunchResult.Disabled => "no diff tool: DiffEngine is disabled here (DiffEngine_Disabled, or a build server)",
        LaunchResult.NoDiffToolFound => "no diff tool was found; DiffEngine_ToolOrder names the one to look for",
        var other => $"no diff tool: {other}",
    };
}

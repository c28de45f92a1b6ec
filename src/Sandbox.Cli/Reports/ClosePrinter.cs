using System.Globalization;
using Sandbox.Cli.Console;
using Sandbox.Lifecycle.DryRuns.Closing;

namespace Sandbox.Cli.Reports;

/// <summary>Tells how a dry run was closed: what does not hold, what remains, and where the whole close is.</summary>
internal static class ClosePrinter
{
    /// <summary>Prints it.</summary>
    public static void Print(DryRunClose close, LinePrinter output, LinePrinter errors)
    {
        if (close.Facts.Count == 0)
        {
            output.Print(close.Gates.Select(static gate => new TextLine(gate.Passed ? TextKind.Plain : TextKind.Bad, VisibleText.Escape($"{gate.Id} {gate.Name}: {(gate.Passed ? "" : "FAILED: ")}{gate.Evidence}"))));
        }

        if (close.Failure is { } failure)
        {
            Tell(string.Create(CultureInfo.InvariantCulture, $"{failure.Message} (exit code {failure.ExitCode})"));
        }

        foreach (var fact in close.Facts.Where(static fact => !fact.Holds))
        {
            Tell($"NET_ZERO_FAILED: {fact.Id} {fact.Subject}: before: {fact.Before}; after: {fact.After}");
        }

        foreach (var name in close.Remains)
        {
            Tell($"REMAINS: {name}; look at it, and finish by: sandbox teardown --run {close.Run}");
        }

        if (close.Kept.Count > 0)
        {
            output.Print(new TextLine(close.IsClean ? TextKind.Good : TextKind.Bad, VisibleText.Escape($"{(close.IsClean ? "CLOSED_CLEANLY" : "NOT_CLOSED")}: {close.Run}: {string.Join(", ", close.Kept.Select(static file => file.Path))}")));
        }

        void Tell(string text) => errors.Print(new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {text}")));
    }
}

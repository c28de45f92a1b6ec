using System.Globalization;
using System.Text;

namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>A close for people, as Markdown.</summary>
public static class ClosePage
{
    /// <summary>The page.</summary>
    /// <param name="close">The close.</param>
    public static string Write(DryRunClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# Dry run {close.Run}: {(close.IsClean ? "cleanly closed" : close.Facts.Count == 0 ? "not begun" : "NOT cleanly closed")}\n\n");
        page.Append(close.Failure is { } failure ? string.Create(CultureInfo.InvariantCulture, $"It failed with exit code {failure.ExitCode}: {failure.Message}\n") : close.CameToEnd ? "All scenarios were played.\n" : "It was killed before its end.\n");
        foreach (var name in close.Remains)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n**Still there, for a person to look at:** `{name}`\n");
        }

        Table("Net-zero", ["fact", "subject", "before", "after", "holds"], close.Facts.Select(static fact => new[] { fact.Id, fact.Subject, fact.Before, fact.After, Word(fact.Holds) }));
        Table("Scenarios", ["scenario", "what became of it", "passed"], close.Scenarios.Select(static scenario => new[] { scenario.Name, scenario.Evidence, scenario.Passed is { } passed ? Word(passed) : "unknown" }));
        Table("Gates", ["gate", "about", "evidence", "passed"], close.Gates.Select(static gate => new[] { gate.Id, gate.Name, gate.Evidence, Word(gate.Passed) }));
        Table("Kept", ["file", "sha256"], close.Kept.Select(static file => new[] { file.Path, file.Sha256 }));
        return page.ToString();

        void Table(string title, string[] head, IEnumerable<string[]> rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(static _ => "---|"))}\n");
            foreach (var row in rows)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(static cell => cell.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
            }
        }
    }

    private static string Word(bool holds) => holds ? "yes" : "**no**";
}

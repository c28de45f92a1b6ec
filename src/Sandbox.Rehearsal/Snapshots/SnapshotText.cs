using System.Globalization;
using System.Text;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Snapshots;

/// <summary>
/// The canonical text of a script's results: the same results give the same text, whatever the lines they stand in, the clock, or
/// the server's counters. One row is one line, unpadded, so that one changed value is one changed line.
/// </summary>
/// <remarks>
/// NULL is <c>\N</c> as in COPY's text format; a backslash is <c>\\</c>, a bar <c>\|</c>, a line break <c>\n</c>, any other control
/// character <c>\x1B</c>. Tables stand apart by an empty line.
/// </remarks>
public static class SnapshotText
{
    private const string Null = @"\N";

    /// <summary>The text of a script's report, which <see cref="Redaction"/> was applied to.</summary>
    /// <param name="script">The script's report.</param>
    /// <param name="content">What the snapshot holds.</param>
    /// <returns>The text, with LF and without a final line break; empty where there is nothing to hold; null for <see cref="SnapshotContent.None"/>.</returns>
    public static string? Of(ScriptReport script, SnapshotContent content) => Of(script, content, []);

    /// <summary>The text of a script's report, which <see cref="Redaction"/> was applied to.</summary>
    /// <param name="script">The script's report.</param>
    /// <param name="content">What the snapshot holds.</param>
    /// <param name="scrubs">What is replaced by numbered tokens besides times, ids and the server's counters.</param>
    /// <returns>The text, with LF and without a final line break; empty where there is nothing to hold; null for <see cref="SnapshotContent.None"/>.</returns>
    public static string? Of(ScriptReport script, SnapshotContent content, IReadOnlyList<SnapshotScrub> scrubs)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (content == SnapshotContent.None)
        {
            return null;
        }

        var scrubber = new SnapshotScrubber(scrubs);
        var text = new StringBuilder();
        if (content is SnapshotContent.Results or SnapshotContent.All)
        {
            foreach (var table in script.Results)
            {
                Append(text, table, scrubber);
            }
        }

        if (script.Omitted.Results > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"(and {script.Omitted.Results} results more)\n\n");
        }

        if (content is SnapshotContent.Effects or SnapshotContent.All && script.Effects.Tables is { Count: > 0 } tables)
        {
            Append(text, tables);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, ResultTable table, SnapshotScrubber scrubber)
    {
        AppendHead(text, table.Columns);
        foreach (var row in table.Rows)
        {
            AppendRow(text, row.Select((value, at) => value is null ? Null : Escape(scrubber.Scrub(table.Columns[at], value))));
        }

        if (table.RowCount != table.Rows.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"({table.Rows.Count} of {table.RowCount} rows)\n");
        }
        else if (table.Rows.Count == 0 || table.Columns.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({table.Rows.Count} {(table.Rows.Count == 1 ? "row" : "rows")})\n");
        }

        text.Append('\n');
    }

    private static void Append(StringBuilder text, IReadOnlyList<TableEffect> tables)
    {
        text.Append("effects\n");
        AppendHead(text, ["table", "inserted", "updated", "deleted", "truncated", "dropped", "net inserted", "net updated", "net deleted", "named"]);
        foreach (var table in tables.OrderBy(table => table.Table, StringComparer.Ordinal))
        {
            AppendRow(text,
            [
                Escape(table.Table),
                Number(table.Work?.Inserted), Number(table.Work?.Updated), Number(table.Work?.Deleted), Number(table.Truncated), Flag(table.Dropped),
                Number(table.Net?.Inserted), Number(table.Net?.Updated), Number(table.Net?.Deleted), Flag(table.Named),
            ]);
        }
    }

    private static void AppendHead(StringBuilder text, IReadOnlyList<string> columns)
    {
        if (columns.Count > 0)
        {
            AppendRow(text, columns.Select(Escape));
            text.Append('|').Insert(text.Length, "---|", columns.Count).Append('\n');
        }
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells)
    {
        var any = false;
        foreach (var cell in cells)
        {
            text.Append(any ? " " : "| ").Append(cell).Append(" |");
            any = true;
        }

        if (any)
        {
            text.Append('\n');
        }
    }

    // What was not measured is NULL here too, and never 0.
    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Null;

    private static string Flag(bool flag) => flag ? "yes" : "no";

    private static string Escape(string value) => VisibleText.Escape(value
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("|", @"\|", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal)
        .Replace("\r", @"\r", StringComparison.Ordinal)
        .Replace("\t", @"\t", StringComparison.Ordinal));
}

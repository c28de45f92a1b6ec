using System.Globalization;
using Sandbox.Lifecycle;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Cli.Reports;

/// <summary>Sandboxes and orphans for people.</summary>
internal static class SandboxText
{
    private static readonly string[] s_columns = ["name", "status", "age", "time left", "owner", "size"];

    /// <summary>The list of sandboxes, as psql lays a table out.</summary>
    /// <param name="list">The sandboxes.</param>
    /// <param name="width">The terminal's width; null for no limit.</param>
    public static IEnumerable<TextLine> List(IReadOnlyList<SandboxInfo> list, int? width)
    {
        var rows = list.Select(static sandbox => (IReadOnlyList<string?>)
        [
            sandbox.Name.Text, (sandbox.Status?.ToString().ToLowerInvariant() ?? (sandbox.IsAtWork ? "at work" : sandbox.IsClosed ? "closed" : "orphan")) + (sandbox.IsPinned ? ", pinned" : ""),
            Duration(sandbox.Age), Duration(sandbox.TimeLeft), sandbox.Owner, Size(sandbox.Size),
        ]).ToList();
        return TextTable.Lines(s_columns, rows, width)
            .Select(line => new TextLine(line.Row < 0 ? TextKind.Heading : list[line.Row] is { Status: null, IsAtWork: false } or { TimeLeft.Ticks: < 0 } ? TextKind.Attention : TextKind.Plain, line.Text) { IsLaidOut = true })
            .Append(new TextLine(TextKind.Muted, list.Count == 1 ? "(1 sandbox)" : string.Create(CultureInfo.InvariantCulture, $"({list.Count} sandboxes)")));
    }

    /// <summary>The orphans, or that there are none.</summary>
    /// <param name="orphans">The orphans.</param>
    public static IEnumerable<TextLine> Orphans(IReadOnlyList<Orphan> orphans) => orphans.Count == 0
        ? [new TextLine(TextKind.Good, "no orphans")]
        : orphans.Select(static orphan => new TextLine(
            TextKind.Attention, VisibleText.Escape(orphan.Kind == OrphanKind.Closed
                ? $"closed database {orphan.Name}: {orphan.Detail}"
                : $"orphan {(orphan.Kind == OrphanKind.Database ? "database" : "record")} {orphan.Name}: {orphan.Detail}; to retire it: sandbox orphans --retire {orphan.Name}")));

    private static string? Duration(TimeSpan? length) => length is not { } time ? null
        : time < TimeSpan.Zero ? $"over by {Duration(-time)}"
        : time.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d")
        : time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min");

    // As pg_size_pretty() says it.
    private static string? Size(long? bytes) => bytes is not { } size ? null
        : size < 10 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{size >> 10} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{size >> 20} MB");
}

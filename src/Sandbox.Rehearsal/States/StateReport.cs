using System.Globalization;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.States;

/// <summary>What came of comparing two states, for people and for programs. No secret is in it, and nothing that acts on a terminal.</summary>
public static class StateReport
{
    private const int MostOfOne = 100;
    private const int LongestValue = 400;
    private const int LongestWhole = 120;
    private const int Around = 30;

    /// <summary>JSON as <c>docs/state-comparison.schema.json</c> describes it, without a final line break.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="strict">Whether the position of a sequence counts as a difference.</param>
    public static string Json(StateComparison comparison, bool strict)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return StateJson.Write(comparison, strict);
    }

    /// <summary>Lines for a terminal; the verdict is the last.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="strict">Whether the position of a sequence counts as a difference.</param>
    public static IEnumerable<TextLine> Lines(StateComparison comparison, bool strict)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [.. Differences(comparison.Differences, strict), .. NotCompared(comparison.After.Limits), Verdict(comparison, strict)];
    }

    /// <summary>A line a difference, up to so many of one object.</summary>
    internal static IEnumerable<TextLine> Differences(IReadOnlyList<StateDifference> differences, bool strict)
    {
        foreach (var group in differences.GroupBy(static difference => (difference.What, difference.Object)))
        {
            foreach (var difference in group.Take(MostOfOne))
            {
                yield return Line(difference, strict);
            }

            if (group.Skip(MostOfOne).Any())
            {
                yield return new(TextKind.Bad, VisibleText.Escape(string.Create(CultureInfo.InvariantCulture, $"  {group.Key.What} {group.Key.Object}: {group.Count() - MostOfOne} more")));
            }
        }
    }

    /// <summary>A line for all that the role may not see.</summary>
    internal static IEnumerable<TextLine> NotCompared(IReadOnlyList<string> limits) => limits.Select(static limit => new TextLine(TextKind.Muted, VisibleText.Escape($"  not compared: {limit}")));

    /// <summary>The last line alone.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="strict">Whether the position of a sequence counts as a difference.</param>
    public static TextLine Verdict(StateComparison comparison, bool strict)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var after = comparison.After;
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"{after.Identity.Database}: {after.Tables.Count} tables ({after.Tables.Count(static table => !table.IsCarriedOver)} read), {after.Catalog.Count} objects, {after.Sequences.Count} sequences");
        var logical = comparison.Differences.Count(static difference => difference.Kind == ResidueKind.Logical);
        var moved = comparison.Differences.Count - logical;
        var sequences = moved == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {moved} {(moved == 1 ? "sequence" : "sequences")} moved");
        return comparison.ExitCode(strict) == ExitCode.Success
            ? new(TextKind.Good, VisibleText.Escape($"UNCHANGED  {what}{sequences}"))
            : new(TextKind.Bad, VisibleText.Escape(string.Create(CultureInfo.InvariantCulture, $"CHANGED  {what}; {logical} {(logical == 1 ? "difference" : "differences")}{sequences}")));
    }

    private static TextLine Line(StateDifference difference, bool strict)
    {
        var counts = strict || difference.Kind == ResidueKind.Logical;
        var place = $"{difference.What} {difference.Object}{(difference.Key is { } key ? $" ({key})" : "")}{(difference.Column is { } column ? $" {column}" : "")}";
        var text = difference.Change switch
        {
            StateChange.Added => $"added: {Value(difference.After)}",
            StateChange.Removed => $"removed: {Value(difference.Before)}",
            StateChange.Written => $"written (before not kept): {Value(difference.After)}",
            StateChange.NotMeasured => $"not measured: {Value(difference.Before)}; now: {Value(difference.After)}",
            _ => Changed(difference),
        };
        return new(counts ? TextKind.Bad : TextKind.Muted, VisibleText.Escape($"  {place}: {text}{(difference.Kind == ResidueKind.Physical ? " (no rollback takes it back)" : "")}"));
    }

    // Of two long definitions only the part that differs is worth reading.
    private static string Changed(StateDifference difference)
    {
        if (difference is not { Before: { } before, After: { } after } || Math.Min(before.Length, after.Length) <= LongestWhole)
        {
            return $"{Value(difference.Before)} -> {Value(difference.After)}";
        }

        var lead = Math.Max(0, before.AsSpan().CommonPrefixLength(after) - Around);
        var shorter = Math.Min(before.Length, after.Length);
        var trail = 0;
        while (trail < shorter - lead && before[^(trail + 1)] == after[^(trail + 1)])
        {
            trail++;
        }

        trail = Math.Max(0, Math.Min(trail, shorter - lead - Around) - Around);
        return $"{Part(before, lead, trail)} -> {Part(after, lead, trail)}";
    }

    private static string Part(string text, int lead, int trail) => $"{(lead > 0 ? "…" : "")}{Value(text[lead..^trail])}{(trail > 0 ? "…" : "")}";

    private static string Value(string? value) => value is null ? "NULL" : value.Length <= LongestValue ? value.ReplaceLineEndings("\\n") : $"{value[..LongestValue].ReplaceLineEndings("\\n")}…";
}

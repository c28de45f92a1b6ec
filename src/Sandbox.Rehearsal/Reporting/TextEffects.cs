using System.Globalization;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>What the script did: tables, those that its text never names first; messages; sequences.</summary>
internal static class TextEffects
{
    private const int MostRows = 12;
    private const int MostDefinitions = 40;
    private const int MostCharacters = 160;

    public static IEnumerable<TextLine> Of(ScriptReport script)
    {
        var effects = script.Effects;
        var tables = effects.Tables ?? [];
        var queues = Queues(effects).ToList();
        var definitions = effects.Ddl ?? [];
        var rewrites = (effects.Rewrites ?? []).Where(static rewrite => rewrite.IsExisting).ToList();
        var notifications = effects.Notifications ?? [];
        if (tables.Count + effects.Sequences.Count + effects.Notices.Count + queues.Count + definitions.Count + rewrites.Count + notifications.Count == 0)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Effects");
        var longest = tables.Select(table => TextWidth.Of(VisibleText.Escape(table.Table))).DefaultIfEmpty().Max();
        foreach (var table in tables.OrderBy(table => table.Named))
        {
            yield return Table(table, longest);
        }

        foreach (var line in Rows(effects.Rows ?? []))
        {
            yield return line;
        }

        foreach (var line in Definitions(definitions))
        {
            yield return line;
        }

        foreach (var rewrite in rewrites)
        {
            yield return new(TextKind.Attention, string.Create(CultureInfo.InvariantCulture, $"  line {rewrite.Line}: rewrote {VisibleText.Escape(rewrite.Relation)} ({rewrite.Reason})"));
        }

        foreach (var held in queues)
        {
            yield return new(TextKind.Attention, Lock(held));
        }

        foreach (var trigger in effects.Triggers ?? [])
        {
            var calls = trigger.Calls is { } times ? string.Create(CultureInfo.InvariantCulture, $"{times} {(times == 1 ? "time" : "times")}") : "(how often cannot be told)";
            yield return new(TextKind.Plain, VisibleText.Escape($"  trigger {trigger.Trigger} on {trigger.Table} fired {calls}"));
        }

        foreach (var notification in notifications)
        {
            yield return new(TextKind.Attention, VisibleText.Escape($"  {(script.IsOnCopy ? "the commits notified" : "a commit would notify")} {notification.Channel} ({notification.Source})"));
        }

        foreach (var notice in effects.Notices)
        {
            var warning = notice.Severity is "WARNING";
            foreach (var line in VisibleText.Lines(string.Create(CultureInfo.InvariantCulture, $"line {notice.Line}: {notice.Severity}: {notice.Message}")))
            {
                yield return new(warning ? TextKind.Attention : TextKind.Muted, $"  {line}");
            }
        }

        foreach (var sequence in effects.Sequences)
        {
            var before = sequence.Before?.ToString(CultureInfo.InvariantCulture) ?? "unused";
            var after = sequence.After?.ToString(CultureInfo.InvariantCulture) ?? "unused";
            yield return new(TextKind.Muted, $"  sequence {VisibleText.Escape(sequence.Sequence)} {before} -> {after}{(script.IsOnCopy ? "" : " (no rollback takes it back)")}");
        }
    }

    private static TextLine Table(TableEffect table, int longest)
    {
        var name = VisibleText.Escape(table.Table);
        var text = $"  {name}{new string(' ', longest - TextWidth.Of(name))} {string.Join("  ", Facts(table))}";
        var kept = table.RowsBefore is null || table.RowsAfter is null || table.RowsBefore == table.RowsAfter;
        return new(!kept ? TextKind.Bad : table.Named ? TextKind.Plain : TextKind.Attention, text);
    }

    private static IEnumerable<TextLine> Rows(IReadOnlyList<RowEffect> rows)
    {
        foreach (var row in rows.Take(MostRows))
        {
            var (sign, what) = row.Change switch
            {
                RowChange.Inserted => ('+', Values(row.After!)),
                RowChange.Deleted => ('-', Values(row.Before!)),
                _ => ('~', string.Join(", ", row.After!.Select(after => $"{after.Key}: {Value(row.Before![after.Key])} -> {Value(after.Value)}"))),
            };
            var key = row.Change == RowChange.Updated ? $" ({Values(row.Key)})" : "";
            var text = VisibleText.Escape($"{row.Table}{key} {what}".ReplaceLineEndings(" "));
            yield return new(TextKind.Muted, $"  {sign} {(text.Length > MostCharacters ? text[..MostCharacters] + "..." : text)}");
        }

        if (rows.Count > MostRows)
        {
            yield return new(TextKind.Muted, string.Create(CultureInfo.InvariantCulture, $"  ... and {rows.Count - MostRows} rows more, which the JSON report has"));
        }
    }

    private static IEnumerable<TextLine> Definitions(IReadOnlyList<DdlEffect> definitions)
    {
        foreach (var definition in definitions.Take(MostDefinitions))
        {
            var text = VisibleText.Escape($"{What(definition)} {definition.Object}{string.Concat(Marks(definition).Select(static mark => $", {mark}"))}".ReplaceLineEndings(" "));
            yield return new(KindOf(definition), string.Create(CultureInfo.InvariantCulture, $"  line {definition.Line}: {text}"));
        }

        if (definitions.Count > MostDefinitions)
        {
            yield return new(TextKind.Muted, string.Create(CultureInfo.InvariantCulture, $"  ... and {definitions.Count - MostDefinitions} definitions more, which the JSON report has"));
        }
    }

    /// <summary>What happened to a definition; of what belongs to an object, the object's kind too.</summary>
    public static string What(DdlEffect definition) =>
        definition.Command is "GRANT" or "REVOKE" or "COMMENT" or "SECURITY LABEL" ? $"{definition.Command} on {definition.Kind}" : definition.Command;

    /// <summary>What a change of a definition means.</summary>
    public static TextKind KindOf(DdlEffect definition) =>
        definition.Cascade || definition.Command.StartsWith("DROP", StringComparison.Ordinal) ? TextKind.Attention : TextKind.Plain;

    /// <summary>What else is to be said of a change of a definition.</summary>
    public static IEnumerable<string> Marks(DdlEffect definition)
    {
        if (definition.Cascade)
        {
            yield return "never named";
        }

        if (definition.IsUndone)
        {
            yield return "undone by the script itself";
        }
    }

    private static string Values(IReadOnlyDictionary<string, string?> values) => string.Join(", ", values.Select(static value => $"{value.Key}={Value(value.Value)}"));

    private static string Value(string? value) => value ?? "NULL";

    /// <summary>Of the locks that others would queue behind, the strongest of each statement on each table; an index is locked with its table.</summary>
    public static IEnumerable<LockEffect> Queues(EffectSummary effects) =>
        (effects.Locks ?? []).Where(static held => held is { WouldQueue: true, Kind: not "index" })
        .GroupBy(static held => (held.Relation, held.Line))
        .Select(static locks => locks.MaxBy(static held => held.Waiting.Count)!);

    private static string Lock(LockEffect held) => string.Create(
        CultureInfo.InvariantCulture,
        $"  line {held.Line}: {held.Mode} on {VisibleText.Escape(held.Relation)} for {held.HeldMs:0.0} ms{(held.HasTimeout ? "" : " without lock_timeout")}: {Waits(held)}{Known(held.Evidence)}");

    /// <summary>What of others would wait behind a lock.</summary>
    public static string Waits(LockEffect held) => $"{(held.Blocks == LockBlocks.Both ? "reads and writes" : "writes")} of others would wait";

    /// <summary>How a lock is known, where the server did not list it.</summary>
    public static string Known(LockEvidence evidence) => evidence switch { LockEvidence.Inferred => " (inferred)", LockEvidence.Sampled => " (seen by sampling)", _ => "" };

    private static IEnumerable<string> Facts(TableEffect table)
    {
        if (table is { RowsBefore: { } before, RowsDuring: { } during })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{before} -> {during}");
        }

        yield return Changes(table);
        foreach (var mark in Marks(table))
        {
            yield return mark;
        }
    }

    /// <summary>What else is to be said of a table.</summary>
    public static IEnumerable<string> Marks(TableEffect table)
    {
        if (table.Truncated is > 0)
        {
            yield return table.Truncated == 1 ? "truncated" : string.Create(CultureInfo.InvariantCulture, $"truncated {table.Truncated} times");
        }

        if (table.Dropped)
        {
            yield return "dropped";
        }

        if (!table.Named)
        {
            yield return "never named";
        }

        if (table is { RowsBefore: { } first, RowsAfter: { } last } && first != last)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"AFTER THE ROLLBACK {last}");
        }
    }

    /// <summary>How many rows were written, and what is left of that.</summary>
    public static string Changes(TableEffect table)
    {
        if (table.Net is not { } net)
        {
            return table.Work is null ? "rows changed (not measured how many)" : $"{Words(table.Work)} in all (net not measured)";
        }

        return table.Work is null || net == table.Work ? Words(net)
            : net == RowCounts.None ? $"{Words(table.Work)}, undone by the script itself"
            : $"{Words(net)} ({Words(table.Work)} in all, some undone by the script itself)";
    }

    private static string Words(RowCounts counts)
    {
        List<string> words = [];
        Add(counts.Inserted, '+', "inserted");
        Add(counts.Updated, '~', "updated");
        Add(counts.Deleted, '-', "deleted");
        return words.Count == 0 ? "no rows changed" : string.Join(", ", words);

        void Add(long count, char sign, string word)
        {
            if (count != 0)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{sign}{count} {word}"));
            }
        }
    }
}

using System.Globalization;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>What the script did: tables, those that its text never names first; then triggers, rewrites, messages and sequences.</summary>
internal static class HtmlEffects
{
    private static readonly string[] s_tables = ["table", "rows", "changes", "to note"];
    private static readonly string[] s_others = ["line", "what", "to what", "detail"];

    /// <summary>How many there are.</summary>
    public static int Count(EffectSummary effects) => (effects.Tables?.Count ?? 0) + Others(effects, isOnCopy: false).Count();

    /// <summary>Writes them.</summary>
    public static void Write(HtmlWriter html, ScriptReport script)
    {
        if (script.Effects.Tables is { Count: > 0 } tables)
        {
            html.Table("The tables that were written to", s_tables, () =>
            {
                foreach (var table in tables.OrderBy(static table => table.Named))
                {
                    Table(html, table);
                }
            });
        }

        List<(TextKind Kind, string?[] Texts)> others = [.. Others(script.Effects, script.IsOnCopy)];
        if (others.Count > 0)
        {
            html.Table("Triggers, rewrites, messages and sequences", s_others, () =>
            {
                foreach (var (kind, texts) in others)
                {
                    html.Row(kind, s_others, texts);
                }
            });
        }
    }

    private static void Table(HtmlWriter html, TableEffect table)
    {
        var kept = table.RowsBefore is null || table.RowsAfter is null || table.RowsBefore == table.RowsAfter;
        html.Row(
            !kept ? TextKind.Bad : table.Named ? TextKind.Plain : TextKind.Attention,
            id: null,
            (s_tables[0], () => html.Text(table.Table)),
            (s_tables[1], () => html.Text(table is { RowsBefore: { } before, RowsDuring: { } during } ? string.Create(CultureInfo.InvariantCulture, $"{before} → {during}") : "not counted")),
            (s_tables[2], () => html.Text(TextEffects.Changes(table))),
            (s_tables[3], () => html.Text(string.Join(", ", TextEffects.Marks(table)))));
    }

    private static IEnumerable<(TextKind Kind, string?[] Texts)> Others(EffectSummary effects, bool isOnCopy)
    {
        foreach (var rewrite in (effects.Rewrites ?? []).Where(static rewrite => rewrite.IsExisting))
        {
            yield return (TextKind.Attention, [Number(rewrite.Line), "written anew", rewrite.Relation, rewrite.Reason]);
        }

        foreach (var notification in effects.Notifications ?? [])
        {
            yield return (TextKind.Attention, ["", isOnCopy ? "notified" : "a commit would notify", notification.Channel, notification.Source]);
        }

        foreach (var notice in effects.Notices)
        {
            yield return (notice.Severity is "WARNING" ? TextKind.Attention : TextKind.Plain, [Number(notice.Line), notice.Severity, "", notice.Message]);
        }

        foreach (var trigger in effects.Triggers ?? [])
        {
            yield return (TextKind.Plain, ["", "trigger fired", $"{trigger.Trigger} on {trigger.Table}", trigger.Calls is { } calls ? string.Create(CultureInfo.InvariantCulture, $"{calls} ×") : "how often cannot be told"]);
        }

        foreach (var sequence in effects.Sequences)
        {
            yield return (TextKind.Plain, ["", "sequence moved", sequence.Sequence, $"{Number(sequence.Before)} → {Number(sequence.After)}{(isOnCopy ? "" : ", which no rollback takes back")}"]);
        }
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "unused";
}

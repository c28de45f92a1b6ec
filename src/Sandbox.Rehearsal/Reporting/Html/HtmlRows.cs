using System.Globalization;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>The rows that the script changed, table by table: before and after, side by side.</summary>
internal static class HtmlRows
{
    private static readonly string[] s_columns = ["change", "key", "before", "after"];

    /// <summary>Writes them.</summary>
    public static void Write(HtmlWriter html, ScriptReport script)
    {
        var named = (script.Effects.Tables ?? []).Where(static table => table.Named).Select(static table => table.Table).ToHashSet(StringComparer.Ordinal);
        foreach (var table in script.Effects.Rows!.GroupBy(static row => row.Table, StringComparer.Ordinal).OrderBy(table => named.Contains(table.Key)))
        {
            html.Open("h4").Text(table.Key);
            if (!named.Contains(table.Key))
            {
                html.Text(" ").Element("span", "never named", ("class", "word attention"));
            }

            html.Close("h4");
            html.Table(string.Create(CultureInfo.InvariantCulture, $"Rows of {table.Key} before and after"), s_columns, () =>
            {
                foreach (var row in table)
                {
                    html.Row(
                        named.Contains(table.Key) ? TextKind.Plain : TextKind.Attention,
                        id: null,
                        (s_columns[0], () => html.Text(Word(row.Change))),
                        (s_columns[1], () => Values(html, row.Key, "plain")),
                        (s_columns[2], () => Values(html, row.Before, "removed")),
                        (s_columns[3], () => Values(html, row.After, "added")));
                }
            });
        }
    }

    private static string Word(RowChange change) => change switch
    {
        RowChange.Inserted => "+ inserted",
        RowChange.Deleted => "− deleted",
        _ => "~ updated",
    };

    private static void Values(HtmlWriter html, IReadOnlyDictionary<string, string?>? values, string kind)
    {
        if (values is null || values.Count == 0)
        {
            html.Element("span", "none", ("class", "muted"));
            return;
        }

        html.Open("ul", ("class", $"values {kind}"));
        foreach (var (column, value) in values)
        {
            html.Open("li").Element("span", column, ("class", "column")).Text(" ").Element("span", value ?? "NULL", ("class", value is null ? "muted" : "value")).Close("li");
        }

        html.Close("ul");
    }
}

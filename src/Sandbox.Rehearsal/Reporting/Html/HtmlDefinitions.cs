using System.Globalization;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>The definitions that changed, as a tree: a statement, what it changed, and below that what went with it although nobody named it.</summary>
internal static class HtmlDefinitions
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ScriptReport script)
    {
        html.Open("ul", ("class", "tree")).Break();
        foreach (var statement in script.Effects.Ddl!.GroupBy(static definition => definition.Line))
        {
            html.Open("li").Open("div");
            if (statement.Key is { } line)
            {
                html.Element("span", string.Create(CultureInfo.InvariantCulture, $"line {line}"), ("class", "muted")).Text(" ").Element("code", FirstLine(script, line));
            }
            else
            {
                html.Element("span", "by a statement that is not known", ("class", "muted"));
            }

            html.Close("div");
            Statement(html, [.. statement.Where(static definition => !definition.Cascade)], [.. statement.Where(static definition => definition.Cascade)]);
            html.Close("li").Break();
        }

        html.Close("ul");
    }

    private static void Statement(HtmlWriter html, IReadOnlyList<DdlEffect> direct, IReadOnlyList<DdlEffect> cascades)
    {
        html.Open("ul");
        foreach (var definition in direct)
        {
            html.Open("li");
            Definition(html, definition);

            // Of several nobody can tell which one took the others with it.
            if (direct.Count == 1 && cascades.Count > 0)
            {
                List(html, cascades);
            }

            html.Close("li");
        }

        if (direct.Count != 1 && cascades.Count > 0)
        {
            html.Open("li").Element("div", "and with it", ("class", "muted"));
            List(html, cascades);
            html.Close("li");
        }

        html.Close("ul");
    }

    private static void List(HtmlWriter html, IReadOnlyList<DdlEffect> cascades)
    {
        html.Open("ul");
        foreach (var cascade in cascades)
        {
            html.Open("li");
            Definition(html, cascade);
            html.Close("li");
        }

        html.Close("ul");
    }

    private static void Definition(HtmlWriter html, DdlEffect definition)
    {
        html.Open("div", ("class", HtmlWriter.ClassOf(TextEffects.KindOf(definition))), ("data-row", "")).Text($"{TextEffects.What(definition)} ").Element("b", definition.Object);
        foreach (var mark in TextEffects.Marks(definition))
        {
            html.Text(" ").Element("span", mark, ("class", "word attention"));
        }

        html.Close("div");
    }

    private static string FirstLine(ScriptReport script, int line) =>
        script.Steps.FirstOrDefault(step => step.Line == line && string.Equals(step.Path, script.Path, StringComparison.Ordinal))?.Text.Trim().Split('\n')[0].TrimEnd() ?? "";
}

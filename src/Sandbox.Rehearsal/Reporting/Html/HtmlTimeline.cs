using System.Globalization;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>The statements on the script's own clock, and below each the locks that it took: how long, and who would have waited behind them.</summary>
/// <param name="html">The page.</param>
/// <param name="script">The script.</param>
/// <param name="id">What links to the script name.</param>
internal sealed class HtmlTimeline(HtmlWriter html, ScriptReport script, string id)
{
    // Of the whole width; a shorter bar could not be seen.
    private const double Shortest = 0.4;

    private static readonly string[] s_columns = ["line", "statement", "rows", "ms", "when"];

    private readonly double _whole = Math.Max(1e-3, script.Steps.Sum(static step => step.ElapsedMs ?? 0));
    private readonly ILookup<int, LockEffect> _locks = TextEffects.Queues(script.Effects).ToLookup(static held => held.Line);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        html.Table("The statements in the order in which they ran, and the locks that others would wait behind", s_columns, () =>
        {
            var (now, told) = (0.0, new HashSet<int>());
            foreach (var step in script.Steps)
            {
                var isFirst = told.Add(step.Line) && string.Equals(step.Path, script.Path, StringComparison.Ordinal);
                Statement(step, now, isFirst);
                foreach (var held in isFirst ? _locks[step.Line] : [])
                {
                    Lock(held, now);
                }

                now += step.ElapsedMs ?? 0;
            }
        });
        if (script.Omitted.Steps > 0)
        {
            html.Element("p", string.Create(CultureInfo.InvariantCulture, $"... and {script.Omitted.Steps} steps more"), ("class", "muted"));
        }

        if ((script.Effects.Locks ?? []).Count(static held => !held.WouldQueue) is > 0 and var quiet)
        {
            html.Element("p", string.Create(CultureInfo.InvariantCulture, $"Nobody would wait behind {quiet} {(quiet == 1 ? "lock" : "locks")} more."), ("class", "muted"));
        }
    }

    private void Statement(Step step, double now, bool isFirst) => html.Row(
        step.Error is not null ? TextKind.Bad : TextKind.Plain,
        isFirst ? string.Create(CultureInfo.InvariantCulture, $"{id}-line-{step.Line}") : null,
        (s_columns[0], () => html.Text(string.Create(CultureInfo.InvariantCulture, $"{(string.Equals(step.Path, script.Path, StringComparison.Ordinal) ? "" : $"{step.Path}:")}{step.Line}"))),
        (s_columns[1], () => Text(step)),
        (s_columns[2], () => html.Text(step.Rows?.ToString(CultureInfo.InvariantCulture) ?? "")),
        (s_columns[3], () => html.Text(Milliseconds(step.ElapsedMs))),
        (s_columns[4], () => Bar(now, step.ElapsedMs ?? 0, step.Error is null ? "statement" : "failed")));

    private void Text(Step step)
    {
        var lines = step.Text.Trim().Split('\n');
        if (lines.Length == 1)
        {
            html.Element("code", lines[0]);
        }
        else
        {
            html.Open("details").Open("summary").Element("code", lines[0].TrimEnd() + " …").Close("summary").Element("pre", step.Text.Trim(), ("tabindex", "0")).Close("details");
        }

        if (step.Played is { } played)
        {
            html.Element("div", played, ("class", "muted"));
        }

        if (step.Error is { } error)
        {
            html.Element("div", $"ERROR: {error.Message}", ("class", "bad"));
            if (error.Source is { } source)
            {
                html.Lines(ExcerptText.Lines(source, error.Line, TextKind.Bad));
            }
        }
    }

    private void Lock(LockEffect held, double now) => html.Row(
        TextKind.Attention,
        id: null,
        (s_columns[0], () => { }),
        ("lock", () => html.Open("div", ("class", "lock"))
            .Text($"{held.Mode} on {held.Relation}{(held.HasTimeout ? "" : ", without lock_timeout")}{TextEffects.Known(held.Evidence)}")
            .Open("details").Element("summary", TextEffects.Waits(held)).Text(string.Join(", ", held.Waiting)).Close("details").Close("div")),
        (s_columns[2], () => { }),
        (s_columns[3], () => html.Text(Milliseconds(held.HeldMs))),
        (s_columns[4], () => Bar(now, held.HeldMs, held.Blocks == LockBlocks.Both ? "reads" : "writes")));

    private void Bar(double from, double length, string kind)
    {
        var x = Math.Clamp(from / _whole * 100, 0, 100 - Shortest);
        var width = Math.Clamp(length / _whole * 100, Shortest, 100 - x);
        html.Open("svg", ("class", $"bar {kind}"), ("viewBox", "0 0 100 8"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"))
            .Open("rect", ("x", Number(x)), ("y", "0"), ("width", Number(width)), ("height", "8")).Close("rect").Close("svg");
    }

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Milliseconds(double? time) => time is { } ms ? ms.ToString("0.0", CultureInfo.InvariantCulture) : "";
}

using System.Security.Cryptography;
using System.Text;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>
/// Writes the report as one page for a browser, which holds all that it needs and asks nobody for anything: the verdict first, then each script's parts. All text is escaped, and the page's own
/// policy (Content-Security-Policy) lets no script run and no style apply but the two that it begins with.
/// </summary>
public sealed class HtmlReporter : IReporter
{
    /// <summary>The name of the page that leads to the others in a folder of them.</summary>
    public const string IndexName = "index.html";

    private static readonly string s_style = Resource("page.css"), s_script = Resource("page.js");

    /// <inheritdoc/>
    public Task WriteAsync(Report report, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        Page(output, report, html =>
        {
            Index(html, report, static at => $"#{HtmlScript.IdOf(at)}");
            for (var at = 0; at < report.Scripts.Count; at++)
            {
                new HtmlScript(html, report, at).Write();
            }
        });
        return Task.CompletedTask;
    }

    /// <summary>The report as a folder of pages: one a script, and the index that leads to them.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The name of each page and what writes it; the index is the last.</returns>
    public static IEnumerable<(string Name, Action<TextWriter> Write)> Pages(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var names = NamesOf(report);
        foreach (var (script, name) in report.Scripts.Zip(names))
        {
            var alone = report with { Scripts = [script], Verdict = script.Verdict, Message = null, NetZero = script.NetZero };
            yield return (name, output => Page(output, alone, html =>
            {
                html.Open("p", ("class", "up")).Element("a", "All scripts", ("href", IndexName)).Close("p");
                new HtmlScript(html, alone, 0).Write();
            }));
        }

        yield return (IndexName, output => Page(output, report, html => Index(html, report, at => names[at])));
    }

    private static void Page(TextWriter output, Report report, Action<HtmlWriter> content)
    {
        output.Write("<!DOCTYPE html>\n");
        var html = new HtmlWriter(output);
        var subject = report.Scripts is [var only] ? only.Path : "sandbox rehearse";
        html.Open("html", ("lang", "en")).Open("head").Open("meta", ("charset", "utf-8"))
            .Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{HashOf(s_style)}'; script-src '{HashOf(s_script)}'"))
            .Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Open("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Element("title", $"{TextVerdict.Word(report.Verdict)}: {subject}").Break()
            .Own("style", s_style).Close("head").Open("body").Break()
            .Element("a", "To the report", ("class", "skip"), ("href", "#report"))
            .Open("header", ("class", $"verdict {HtmlWriter.ClassOf(TextVerdict.Kind(report.Verdict))}")).Element("h1", TextVerdict.Word(report.Verdict))
            .Element("p", TextVerdict.Outcome(report)).Close("header").Break();
        Tools(html);
        html.Open("main", ("id", "report"), ("tabindex", "-1")).Break();
        content(html);
        html.Close("main").Break().Own("script", s_script).Close("body").Close("html").Break();
    }

    private static void Tools(HtmlWriter html) => html
        .Open("div", ("class", "tools"), ("role", "search")).Open("label", ("for", "filter")).Text("Filter").Close("label")
        .Open("input", ("id", "filter"), ("type", "search"), ("placeholder", "words; / to get here"), ("autocomplete", "off"), ("spellcheck", "false"))
        .Open("label", ("class", "only")).Open("input", ("id", "only"), ("type", "checkbox")).Text(" Only what needs a look").Close("label")
        .Open("output", ("id", "shown"), ("for", "filter only"), ("aria-live", "polite")).Close("output").Close("div").Break();

    private static void Index(HtmlWriter html, Report report, Func<int, string> link)
    {
        if (report.Scripts.Count == 0)
        {
            // What kept the run from its first script is all that there is to say.
            HtmlProof.Guard(html, report);
        }

        if (report.Scripts.Count <= 1)
        {
            return;
        }

        html.Open("section", ("id", "scripts")).Element("h2", "Scripts");
        html.Table("The scripts and their verdicts", TextRun.Columns, () =>
        {
            for (var at = 0; at < report.Scripts.Count; at++)
            {
                var (script, texts, target) = (report.Scripts[at], TextRun.Summary(report.Scripts[at]), link(at));
                html.Row(
                    script.Verdict == Verdict.Pass ? TextKind.Plain : TextKind.Bad,
                    id: null,
                    [.. texts.Select((text, column) => (TextRun.Columns[column], (Action)(() => _ = column switch
                    {
                        0 => html.Element("a", text, ("href", target)),
                        1 => html.Element("span", text, ("class", $"word {HtmlWriter.ClassOf(TextVerdict.Kind(script.Verdict))}")),
                        _ => html.Text(text),
                    })))]);
            }
        });
        html.Close("section").Break();
    }

    /// <summary>Names of files that say which script they are of; no two are the same, and none is the index's.</summary>
    private static List<string> NamesOf(Report report)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { IndexName };
        var names = new List<string>();
        foreach (var script in report.Scripts)
        {
            var stem = string.Concat(script.Path.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).TrimStart('.', '-');
            stem = stem.Length > 100 ? stem[^100..] : stem;
            var name = $"{stem}.html";
            for (var number = 2; !taken.Add(name); number++)
            {
                name = FormattableString.Invariant($"{stem}-{number}.html");
            }

            names.Add(name);
        }

        return names;
    }

    private static string HashOf(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlReporter).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

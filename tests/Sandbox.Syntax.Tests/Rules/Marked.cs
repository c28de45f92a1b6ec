using System.Text;
using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>A text with the places that findings are expected at between <c>[|</c> and <c>|]</c>.</summary>
internal static class Marked
{
    public static (string Text, List<(int Start, int End)> Places) Read(string marked)
    {
        var text = new StringBuilder();
        var places = new List<(int, int)>();
        var open = new Stack<int>();
        for (var i = 0; i < marked.Length; i++)
        {
            var pair = i + 1 < marked.Length ? marked.Substring(i, 2) : string.Empty;
            if (string.Equals(pair, "[|", StringComparison.Ordinal))
            {
                open.Push(text.Length);
                i++;
            }
            else if (string.Equals(pair, "|]", StringComparison.Ordinal))
            {
                places.Add((open.Pop(), text.Length));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        places.Sort();
        return (text.ToString(), places);
    }

    public static void ShouldFind(this string marked, Rule rule, RuleOptions options)
    {
        var (text, places) = Read(marked);
        var findings = SqlRules.Analyze(text.AsSpan(), options).Where(finding => finding.Rule == rule);
        Write(text, findings.Select(finding => (finding.Start, finding.End))).ShouldBe(Write(text, places));
    }

    public static void ShouldFindShell(this string marked)
    {
        var (text, places) = Read(marked);
        var findings = ShellRules.Analyze(MappedText.Verbatim(text));
        Write(text, findings.Select(finding => (finding.Start, finding.End))).ShouldBe(Write(text, places));
    }

    private static string Write(string text, IEnumerable<(int Start, int End)> places)
    {
        var written = new StringBuilder(text);
        foreach (var (start, end) in places.OrderByDescending(place => place.Start))
        {
            written.Insert(end, "|]").Insert(start, "[|");
        }

        return written.ToString();
    }
}

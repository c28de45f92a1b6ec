using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Sandbox.Analyzers.Tests;

/// <summary>Reads and writes the marks <c>[|...|]</c> of expected places.</summary>
internal static class Marks
{
    public static (string Source, List<TextSpan> Places) Read(string marked)
    {
        var source = new StringBuilder();
        var places = new List<TextSpan>();
        var open = new Stack<int>();
        for (var i = 0; i < marked.Length; i++)
        {
            var pair = i + 1 < marked.Length ? marked.Substring(i, 2) : string.Empty;
            if (string.Equals(pair, "[|", StringComparison.Ordinal))
            {
                open.Push(source.Length);
                i++;
            }
            else if (string.Equals(pair, "|]", StringComparison.Ordinal))
            {
                places.Add(TextSpan.FromBounds(open.Pop(), source.Length));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        return (source.ToString(), places);
    }

    public static string Write(string source, IEnumerable<TextSpan> places)
    {
        var written = new StringBuilder(source);
        foreach (var place in places.OrderByDescending(place => place.Start))
        {
            written.Insert(place.End, "|]").Insert(place.Start, "[|");
        }

        return written.ToString();
    }
}

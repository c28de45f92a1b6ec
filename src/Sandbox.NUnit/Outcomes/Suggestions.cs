
namespace Sandbox.NUnit.Outcomes;

/// <summary>What somebody may have meant who gave a name that there is not.</summary>
internal static class Suggestions
{
    private const int Most = 3;

    /// <summary>The names that are most like it, as the end of a message; empty where none is.</summary>
    /// <param name="name">The name that was given.</param>
    /// <param name="known">The names that there are.</param>
    public static string For(string name, IEnumerable<string> known)
    {
        var like = known.Select(other => (Name: other, Distance: Distance(name, other))).Where(other => other.Distance <= Math.Max(2, name.Length / 3)).ToList();
        var near = like.Where(other => other.Distance <= like.Min(static nearest => nearest.Distance) + 1)
            .OrderBy(static other => other.Distance).ThenBy(static other => other.Name, StringComparer.Ordinal)
            .Take(Most).Select(static other => VisibleText.Escape(other.Name)).ToList();
        return near.Count == 0 ? string.Empty : $"; did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>How many letters have to be put in, left out or changed (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var last = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            }

            last = row;
        }

        return last[^1];
    }
}

using System.Globalization;
using System.Text;

namespace Sandbox.Linting.Changes;

/// <summary>Reads what <c>git diff --unified=0</c> prints: for each file the lines that are new in it.</summary>
internal static class UnifiedDiff
{
    private const string OldName = "--- ", NewName = "+++ ", Hunk = "@@ ", Nowhere = "/dev/null";

    /// <summary>The files that are there after the change, by their paths from the root of the working tree; the path before it is null for a new one.</summary>
    public static IEnumerable<(string Path, string? Before, ChangedLines Lines)> Read(string diff)
    {
        string? path = null, before = null, old = null;
        var ranges = new List<(int, int)>();
        var (removed, added) = (0, 0);
        foreach (var line in diff.Split('\n'))
        {
            // The lines of a hunk are counted: what is added may look like a header.
            if (removed > 0 && line.StartsWith('-'))
            {
                removed--;
            }
            else if (added > 0 && line.StartsWith('+'))
            {
                added--;
            }
            else if (line.StartsWith(OldName, StringComparison.Ordinal))
            {
                old = Named(line, "a/");
            }
            else if (line.StartsWith(NewName, StringComparison.Ordinal))
            {
                if (path is not null)
                {
                    yield return (path, before, new ChangedLines(ranges));
                }

                (path, before, ranges) = (Named(line, "b/"), old, []);
            }
            else if (line.StartsWith(Hunk, StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                (_, removed) = Span(words[1]);
                (var first, added) = Span(words[2]);

                // Where lines were only taken away, those around the gap are what changed.
                ranges.Add(added == 0 ? (first, first + 1) : (first, first + added - 1));
            }
        }

        if (path is not null)
        {
            yield return (path, before, new ChangedLines(ranges));
        }
    }

    private static string? Named(string line, string prefix)
    {
        var name = Unquoted(line[NewName.Length..].TrimEnd('\t'));
        return string.Equals(name, Nowhere, StringComparison.Ordinal) ? null : name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    /// <summary><c>-12,3</c> or <c>+12</c>: the first line and how many.</summary>
    private static (int First, int Count) Span(string word)
    {
        var numbers = word[1..].Split(',');
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture), numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : 1);
    }

    /// <summary>A name as it is: git writes unusual ones as C does, byte by byte.</summary>
    private static string Unquoted(string name)
    {
        if (!name.StartsWith('"') || !name.EndsWith('"'))
        {
            return name;
        }

        const string Letters = "abtnvfr", Meanings = "\a\b\t\n\v\f\r";
        var bytes = new List<byte>();
        for (var i = 1; i < name.Length - 1; i++)
        {
            if (name[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(name, i, 1));
            }
            else if (char.IsAsciiDigit(name[++i]))
            {
                bytes.Add(Convert.ToByte(name.Substring(i, 3), fromBase: 8));
                i += 2;
            }
            else
            {
                var letter = Letters.IndexOf(name[i], StringComparison.Ordinal);
                bytes.Add((byte)(letter < 0 ? name[i] : Meanings[letter]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

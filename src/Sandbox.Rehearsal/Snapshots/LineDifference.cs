using System.Globalization;
using System.Text;

namespace Sandbox.Rehearsal.Snapshots;

/// <summary>A line difference to be read by people: <c>-</c> accepted, <c>+</c> received, with two lines around each change.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    // Above this many pairs of lines the middle is shown as taken out and put in whole.
    private const long MostPairs = 4_000_000;

    /// <summary>The difference; each place of change begins with <c>@@ line n @@</c>, n counted in the received text.</summary>
    public static string Between(string accepted, string received)
    {
        var lines = Compare(accepted.Split('\n'), received.Split('\n'));
        var near = Near(lines);
        var text = new StringBuilder();
        var number = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign != '-')
            {
                number++;
            }

            if (!near[i])
            {
                continue;
            }

            if (i == 0 || !near[i - 1])
            {
                text.Append(CultureInfo.InvariantCulture, $"@@ line {Math.Max(1, lines[i].Sign == '-' ? number + 1 : number)} @@\n");
            }

            text.Append(lines[i].Sign).Append(lines[i].Text).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static bool[] Near(List<(char Sign, string Text)> lines)
    {
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign != ' ')
            {
                var first = Math.Max(0, i - Context);
                near.AsSpan(first, Math.Min(lines.Count, i + Context + 1) - first).Fill(true);
            }
        }

        return near;
    }

    private static List<(char Sign, string Text)> Compare(string[] old, string[] @new)
    {
        var head = 0;
        while (head < old.Length && head < @new.Length && Same(old[head], @new[head]))
        {
            head++;
        }

        var tail = 0;
        while (tail < old.Length - head && tail < @new.Length - head && Same(old[^(tail + 1)], @new[^(tail + 1)]))
        {
            tail++;
        }

        var lines = new List<(char, string)>(old.Length + @new.Length);
        lines.AddRange(old[..head].Select(line => (' ', line)));
        lines.AddRange(Middle(old[head..^tail], @new[head..^tail]));
        lines.AddRange(old[^tail..].Select(line => (' ', line)));
        return lines;
    }

    private static IEnumerable<(char Sign, string Text)> Middle(string[] old, string[] @new)
    {
        if ((long)old.Length * @new.Length > MostPairs)
        {
            return [.. old.Select(line => ('-', line)), .. @new.Select(line => ('+', line))];
        }

        // The longest common run of lines, by the textbook's table.
        var longest = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
            {
                longest[i, j] = Same(old[i], @new[j]) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        return Walk(old, @new, longest);
    }

    private static IEnumerable<(char Sign, string Text)> Walk(string[] old, string[] @new, int[,] longest)
    {
        int i = 0, j = 0;
        while (i < old.Length || j < @new.Length)
        {
            if (i < old.Length && j < @new.Length && Same(old[i], @new[j]))
            {
                yield return (' ', old[i]);
                i++;
                j++;
            }
            else if (i < old.Length && (j == @new.Length || longest[i + 1, j] >= longest[i, j + 1]))
            {
                yield return ('-', old[i++]);
            }
            else
            {
                yield return ('+', @new[j++]);
            }
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}

using System.Globalization;
using System.Text;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Printing;

/// <summary>psql's <c>\crosstabview [colV [colH [colD [sortcolH]]]]</c>: a result turned into a grid (crosstabview.c; manual, "psql").</summary>
internal static class Crosstab
{
    private const int MostColumns = 1600;

    /// <summary>The grid, or psql's message where there can be none.</summary>
    public static (PrintTable? Table, string? Problem) Of(Reply reply, IReadOnlyList<string?> arguments, string nullText)
    {
        var (columns, rows) = (reply.Columns, reply.Rows);
        if (columns.Count < 3)
        {
            return (null, "\\crosstabview: query must return at least three columns");
        }

        var problem = (string?)null;
        var vertical = Find(0, 0);
        var horizontal = Find(1, 1);
        if (problem is null && vertical == horizontal)
        {
            return (null, "\\crosstabview: vertical and horizontal headers must be different columns");
        }

        var data = arguments.Count > 2 ? Find(2, -1)
            : columns.Count > 3 ? Wrong("\\crosstabview: data column must be specified when query returns more than three columns")
            : Enumerable.Range(0, 3).First(i => i != vertical && i != horizontal);
        var sort = arguments.Count > 3 ? Find(3, -1) : -1;
        if (problem is not null)
        {
            return (null, problem);
        }

        var lefts = Distinct(rows.Select(row => row[vertical]));
        var tops = Distinct(rows.Select(row => row[horizontal]));
        if (tops.Count + 1 > MostColumns)
        {
            return (null, $"\\crosstabview: maximum number of columns ({MostColumns}) exceeded");
        }

        if (sort >= 0)
        {
            var ranks = rows.GroupBy(row => row[horizontal] ?? "\0", StringComparer.Ordinal).ToDictionary(static group => group.Key, group => Rank(group.First()[sort]), StringComparer.Ordinal);
            tops = [.. tops.OrderBy(top => ranks[top ?? "\0"])];
        }

        return Fill(reply, lefts, tops, (vertical, horizontal, data), nullText);

        int Find(int argument, int otherwise)
        {
            if (argument >= arguments.Count || arguments[argument] is not { } text)
            {
                return otherwise;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number >= 1 && number <= columns.Count ? number - 1 : Wrong($"\\crosstabview: column number {number} is out of range 1..{columns.Count}");
            }

            var name = Unquote(text);
            var found = Enumerable.Range(0, columns.Count).Where(i => string.Equals(columns[i].Name, name, StringComparison.Ordinal)).ToList();
            return found.Count switch
            {
                1 => found[0],
                0 => Wrong($"\\crosstabview: column name not found: \"{name}\""),
                _ => Wrong($"\\crosstabview: ambiguous column name: \"{name}\""),
            };
        }

        int Wrong(string message)
        {
            problem ??= message;
            return 0;
        }
    }

    /// <summary>A name as typed: what is outside of double quotes folds to lower case, two of them inside are one (common.c, dequote_downcase_identifier).</summary>
    private static string Unquote(string text)
    {
        var name = new StringBuilder(text.Length);
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                name.Append(isQuoted || !char.IsAscii(text[i]) ? text[i] : char.ToLowerInvariant(text[i]));
            }
            else if (isQuoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                name.Append(text[i++]);
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        return name.ToString();
    }

    private static (PrintTable? Table, string? Problem) Fill(
        Reply reply, List<string?> lefts, List<string?> tops, (int Vertical, int Horizontal, int Data) at, string nullText)
    {
        var rowOf = lefts.Select(static (key, index) => (key, index)).ToDictionary(static pair => pair.key ?? "\0", static pair => pair.index, StringComparer.Ordinal);
        var columnOf = tops.Select(static (key, index) => (key, index)).ToDictionary(static pair => pair.key ?? "\0", static pair => pair.index, StringComparer.Ordinal);
        var cells = lefts.Select(left => new string?[tops.Count + 1]).ToArray();
        var filled = new HashSet<(int, int)>();
        for (var i = 0; i < lefts.Count; i++)
        {
            Array.Fill(cells[i], string.Empty);
            cells[i][0] = lefts[i];
        }

        foreach (var row in reply.Rows)
        {
            var (r, c) = (rowOf[row[at.Vertical] ?? "\0"], columnOf[row[at.Horizontal] ?? "\0"]);
            if (!filled.Add((r, c)))
            {
                return (null, $"\\crosstabview: query result contains multiple data values for row \"{row[at.Vertical] ?? "(null)"}\", column \"{row[at.Horizontal] ?? "(null)"}\"");
            }

            cells[r][c + 1] = row[at.Data];
        }

        var typed = PrintTables.Of(reply.Columns, []).Columns;
        var heads = tops.Select(top => new PrintColumn(top ?? nullText, typed[at.Data].IsRightAligned));
        return (new PrintTable { Columns = [typed[at.Vertical], .. heads], Rows = cells }, null);
    }

    private static List<string?> Distinct(IEnumerable<string?> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. values.Where(value => seen.Add(value ?? "\0"))];
    }

    private static long Rank(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rank) ? rank : 0;
}

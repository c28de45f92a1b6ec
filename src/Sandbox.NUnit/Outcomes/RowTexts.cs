using System.Globalization;

namespace Sandbox.NUnit.Outcomes;

/// <summary>Rows as texts that can be compared and shown.</summary>
internal static class RowTexts
{
    private const int Most = 20;

    /// <summary>Rows that a test gives.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<object?[]> rows) => [.. rows.Select(static row => Of(row.Select(Text)))];

    /// <summary>Rows that the server gives.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<IReadOnlyList<string?>> rows) => [.. rows.Select(Of)];

    /// <summary>The rows such that two are the same where those are equal in order.</summary>
    public static IReadOnlyList<string> As(IReadOnlyList<string> rows, RowsAs comparison) => comparison switch
    {
        RowsAs.Bag => [.. rows.Order(StringComparer.Ordinal)],
        RowsAs.Set => [.. rows.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        _ => rows,
    };

    /// <summary>The rows that are missing, each as often as it is.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var left = actual.ToList();
        return [.. expected.Where(row => !left.Remove(row))];
    }

    /// <summary>The rows as lines of a message.</summary>
    public static string Shown(IReadOnlyList<string> rows) => rows.Count == 0 ? "\n  (no rows)"
        : string.Concat(rows.Take(Most).Select(static row => $"\n  {VisibleText.Escape(row)}")) + (rows.Count > Most ? $"\n  ... and {rows.Count - Most} more" : "");

    /// <summary>Whether a text is like a pattern in which <c>*</c> stands for any characters.</summary>
    public static bool IsLike(string text, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return string.Equals(text, pattern, StringComparison.Ordinal);
        }

        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    private static string Of(IEnumerable<string?> values) => $"({string.Join(", ", values.Select(static value => value is null ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"))})";

    private static string? Text(object? value) => value switch
    {
        null or DBNull => null,
        bool truth => truth ? "t" : "f",
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

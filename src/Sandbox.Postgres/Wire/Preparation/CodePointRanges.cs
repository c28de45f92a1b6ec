using System.Globalization;

namespace Sandbox.Postgres.Wire.Preparation;

/// <summary>A set of code points.</summary>
/// <param name="ranges">Its ranges in ascending order, each with its first and its last.</param>
internal sealed class CodePointRanges(IReadOnlyList<(int First, int Last)> ranges)
{
    /// <summary>Reads what the table writes: <c>41-5A 61-7A AA</c>.</summary>
    public static CodePointRanges Parse(string text) => new([.. text.Split(' ').Select(ParseRange)]);

    /// <summary>All code points of the set.</summary>
    public IEnumerable<int> All => ranges.SelectMany(static range => Enumerable.Range(range.First, range.Last - range.First + 1));

    public bool Contains(int codePoint)
    {
        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else if (codePoint < ranges[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static (int First, int Last) ParseRange(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (CodePoint(text), CodePoint(text)) : (CodePoint(text[..dash]), CodePoint(text[(dash + 1)..]));
    }

    private static int CodePoint(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

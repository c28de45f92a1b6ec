using System.Globalization;

namespace Sandbox.Postgres.Wire.Preparation;

/// <summary>
/// What the preparation of a password must know of Unicode, read once from <c>saslprep.tsv</c>. .NET's own normalisation does
/// nothing where the process runs with invariant globalization. Characters that Unicode 3.2 does not know are prohibited, and what it knows
/// never changes its normal form: no later version of Unicode makes these tables wrong.
/// </summary>
internal sealed class PreparationTables
{
    private static readonly Lazy<PreparationTables> s_instance = new(Read);

    private readonly Dictionary<string, CodePointRanges> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _classes = [];
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];

    private PreparationTables()
    {
    }

    public static PreparationTables Instance => s_instance.Value;

    /// <summary>What becomes a space.</summary>
    public CodePointRanges Spaces => _sets["space"];

    /// <summary>What goes.</summary>
    public CodePointRanges Nothing => _sets["nothing"];

    /// <summary>What no prepared password holds.</summary>
    public CodePointRanges Prohibited => _sets["prohibited"];

    /// <summary>Letters written from left to right.</summary>
    public CodePointRanges LeftToRight => _sets["left"];

    /// <summary>Letters written from right to left.</summary>
    public CodePointRanges RightToLeft => _sets["right"];

    /// <summary>The canonical combining class; 0 for what begins a sequence.</summary>
    public int CombiningClass(int codePoint) => _classes.GetValueOrDefault(codePoint);

    /// <summary>The full compatibility decomposition; null for what stays as it is.</summary>
    public int[]? Decomposition(int codePoint) => _decompositions.GetValueOrDefault(codePoint);

    /// <summary>What two characters are one after another; null where they stay two.</summary>
    public int? Composition(int first, int second) => _compositions.TryGetValue((first, second), out var composed) ? composed : null;

    private static PreparationTables Read()
    {
        using var stream = typeof(PreparationTables).Assembly.GetManifestResourceStream(typeof(PreparationTables), "saslprep.tsv")
            ?? throw new InvalidOperationException("the assembly lacks saslprep.tsv");
        using var reader = new StreamReader(stream);
        var tables = new PreparationTables();
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            tables.Add(line[..tab], line[(tab + 1)..]);
        }

        return tables;
    }

    private void Add(string kind, string value)
    {
        switch (kind.Split(' '))
        {
            case ["note"]:
                break;
            case ["class", var number]:
                var combiningClass = int.Parse(number, CultureInfo.InvariantCulture);
                foreach (var codePoint in CodePointRanges.Parse(value).All)
                {
                    _classes.Add(codePoint, combiningClass);
                }

                break;
            case ["whole"]:
                var decomposition = CodePoints(value);
                _decompositions.Add(decomposition[0], decomposition[1..]);
                break;
            case ["pair"]:
                var pair = CodePoints(value);
                _compositions.Add((pair[1], pair[2]), pair[0]);
                break;
            default:
                _sets.Add(kind, CodePointRanges.Parse(value));
                break;
        }
    }

    private static int[] CodePoints(string text) =>
        [.. text.Split(' ').Select(static number => int.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
}

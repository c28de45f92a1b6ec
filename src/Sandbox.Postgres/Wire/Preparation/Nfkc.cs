using System.Text;

namespace Sandbox.Postgres.Wire.Preparation;

/// <summary>Normalisation Form KC (Unicode Standard Annex 15): decompose, order the marks, compose.</summary>
internal static class Nfkc
{
    // Hangul syllables are computed (The Unicode Standard, section 3.12): leading consonants, vowels, trailing consonants.
    private const int Syllables = 0xac00;
    private const int Leading = 0x1100;
    private const int Vowels = 0x1161;
    private const int Trailing = 0x11a7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    public static string Normalize(IReadOnlyList<int> text, PreparationTables tables)
    {
        var decomposed = new List<int>(text.Count);
        foreach (var codePoint in text)
        {
            Decompose(codePoint, tables, decomposed);
        }

        Order(decomposed, tables);
        var result = new StringBuilder(decomposed.Count);
        foreach (var codePoint in Compose(decomposed, tables))
        {
            result.Append(char.ConvertFromUtf32(codePoint));
        }

        return result.ToString();
    }

    private static void Decompose(int codePoint, PreparationTables tables, List<int> result)
    {
        if (codePoint - Syllables is var syllable and >= 0 and < SyllableCount)
        {
            result.Add(Leading + (syllable / (VowelCount * TrailingCount)));
            result.Add(Vowels + (syllable / TrailingCount % VowelCount));
            if (syllable % TrailingCount is var trailing and > 0)
            {
                result.Add(Trailing + trailing);
            }
        }
        else if (tables.Decomposition(codePoint) is { } decomposition)
        {
            result.AddRange(decomposition);
        }
        else
        {
            result.Add(codePoint);
        }
    }

    // Marks of lower class go first; marks of one class, and all before and after a character of class 0, keep their order.
    private static void Order(List<int> text, PreparationTables tables)
    {
        for (var i = 1; i < text.Count; i++)
        {
            var mark = text[i];
            var combiningClass = tables.CombiningClass(mark);
            var place = i;
            while (combiningClass > 0 && place > 0 && tables.CombiningClass(text[place - 1]) > combiningClass)
            {
                text[place] = text[place - 1];
                place--;
            }

            text[place] = mark;
        }
    }

    private static List<int> Compose(List<int> text, PreparationTables tables)
    {
        var result = new List<int>(text.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var codePoint in text)
        {
            var combiningClass = tables.CombiningClass(codePoint);
            if (starter >= 0 && (starter == result.Count - 1 || lastClass < combiningClass) && Compose(result[starter], codePoint, tables) is { } composed)
            {
                result[starter] = composed;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = result.Count;
            }

            lastClass = combiningClass;
            result.Add(codePoint);
        }

        return result;
    }

    private static int? Compose(int first, int second, PreparationTables tables) => (first - Leading, second - Vowels, first - Syllables, second - Trailing) switch
    {
        ( >= 0 and < LeadingCount, >= 0 and < VowelCount, _, _) => Syllables + ((((first - Leading) * VowelCount) + second - Vowels) * TrailingCount),
        (_, _, >= 0 and < SyllableCount, > 0 and < TrailingCount) when (first - Syllables) % TrailingCount == 0 => first + second - Trailing,
        _ => tables.Composition(first, second),
    };
}

namespace Sandbox.Syntax.Statements;

/// <summary>
/// Names as the server folds them in UTF-8: the letters of ASCII only. A script says the same words over and over, so a short one that was made lately is given out
/// again; where two threads meet in one place, the later wins, and both have what they asked for.
/// </summary>
internal static class FoldedNames
{
    private const int Longest = 64;

    private static readonly string?[] s_recent = new string?[1024];

    public static string Of(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > Longest)
        {
            return name.Length == 0 ? string.Empty : Make(name);
        }

        var hash = name.Length;
        foreach (var letter in name)
        {
            hash = unchecked((hash * 31) + Fold(letter));
        }

        ref var place = ref s_recent[hash & (s_recent.Length - 1)];
        var recent = place;
        return recent is not null && IsFoldOf(recent, name) ? recent : place = Make(name);
    }

    private static bool IsFoldOf(string folded, ReadOnlySpan<char> name)
    {
        if (folded.Length != name.Length)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (folded[i] != Fold(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Make(ReadOnlySpan<char> name)
    {
        var folded = name.ToArray();
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = Fold(folded[i]);
        }

        return new string(folded);
    }

    private static char Fold(char letter) => letter is >= 'A' and <= 'Z' ? (char)(letter | ' ') : letter;
}

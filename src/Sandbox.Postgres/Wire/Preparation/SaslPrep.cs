using System.Text;

namespace Sandbox.Postgres.Wire.Preparation;

/// <summary>
/// Prepares a password as PostgreSQL's <c>pg_saslprep</c> does (RFC 4013): other spaces become a space, what is invisible goes, the
/// rest is normalised to NFKC. ASCII stays as it is. As in libpq, a password that the rules forbid (a control character, a character
/// that Unicode 3.2 does not know, letters of both directions) is used as typed. The rules look at the characters before they are normalised.
/// </summary>
internal static class SaslPrep
{
    public static string Prepare(string password)
    {
        if (Ascii.IsValid(password) || !IsUnicode(password))
        {
            return password;
        }

        var tables = PreparationTables.Instance;
        var mapped = new List<int>(password.Length);
        foreach (var rune in password.EnumerateRunes())
        {
            if (tables.Spaces.Contains(rune.Value))
            {
                mapped.Add(' ');
            }
            else if (!tables.Nothing.Contains(rune.Value))
            {
                mapped.Add(rune.Value);
            }
        }

        return mapped.Count == 0 || mapped.Exists(tables.Prohibited.Contains) || !IsOfOneDirection(mapped, tables)
            ? password
            : Nfkc.Normalize(mapped, tables);
    }

    // A lone surrogate has no form in UTF-8.
    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfOneDirection(List<int> text, PreparationTables tables) =>
        !text.Exists(tables.RightToLeft.Contains)
        || (!text.Exists(tables.LeftToRight.Contains) && tables.RightToLeft.Contains(text[0]) && tables.RightToLeft.Contains(text[^1]));
}

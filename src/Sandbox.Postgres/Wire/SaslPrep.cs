using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// Prepares a password as PostgreSQL's <c>pg_saslprep</c> does (RFC 4013): other spaces become a space, what is invisible goes
/// (tables C.1.2 and B.1 of RFC 3454), the rest is normalised to NFKC. ASCII stays as it is. As in PostgreSQL, a password that
/// the rules forbid (a control character, for example) is used as typed. Where the process runs with invariant globalization,
/// .NET cannot normalise: a password of letters that are not NFKC already is then used without that step.
/// </summary>
internal static class SaslPrep
{
    public static string Prepare(string password)
    {
        if (Ascii.IsValid(password))
        {
            return password;
        }

        var mapped = new StringBuilder(password.Length);
        foreach (var character in password)
        {
            if (IsOtherSpace(character))
            {
                mapped.Append(' ');
            }
            else if (!MapsToNothing(character))
            {
                mapped.Append(character);
            }
        }

        try
        {
            var prepared = mapped.ToString().Normalize(NormalizationForm.FormKC);
            return prepared.Length == 0 || prepared.Any(IsProhibited) ? password : prepared;
        }
        catch (ArgumentException)
        {
            // A lone surrogate has no normal form; PostgreSQL uses such a password as typed.
            return password;
        }
    }

    private static bool IsOtherSpace(char character) =>
        character is '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200b') or '\u202f' or '\u205f' or '\u3000';

    private static bool MapsToNothing(char character) =>
        character is '\u00ad' or '\u034f' or '\u1806' or (>= '\u180b' and <= '\u180d') or '\u200c' or '\u200d' or '\u2060'
            or (>= '\ufe00' and <= '\ufe0f') or '\ufeff';

    private static bool IsProhibited(char character) =>
        char.IsControl(character)
        || character is (>= '\ue000' and <= '\uf8ff') or (>= '\ufff9' and <= '\uffff') or (>= '\ufdd0' and <= '\ufdef')
            or '\u0340' or '\u0341' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u206a' and <= '\u206f')
            or (>= '\u2ff0' and <= '\u2ffb') or '\u06dd' or '\u070f' or '\u180e' or (>= '\u2061' and <= '\u2063');
}

using System.Text;

namespace Sandbox.Rehearsal.Guards;

/// <summary>The policy's globs: <c>*</c> is any run of characters, <c>?</c> is one, everything else is itself; case-sensitive.</summary>
internal static class PolicyGlob
{
    // NAMEDATALEN - 1 of an unpatched server (PostgreSQL manual, "Identifiers and Key Words").
    private const int LongestName = 63;

    /// <summary>Whether a whole name matches. Linear in practice: only the last star is ever gone back to.</summary>
    public static bool Matches(string glob, string name)
    {
        int g = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (g < glob.Length && glob[g] == '*')
            {
                star = g++;
                mark = n;
            }
            else if (g < glob.Length && (glob[g] == '?' || glob[g] == name[n]))
            {
                g++;
                n++;
            }
            else if (star >= 0)
            {
                g = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        return glob.AsSpan(g).TrimStart('*').IsEmpty;
    }

    /// <summary>A name that the glob matches: each run of stars says <c>clone</c>, each question mark <c>0</c>.</summary>
    public static string Example(string glob)
    {
        var name = new StringBuilder(glob.Length + 8);
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*' when i > 0 && glob[i - 1] == '*':
                    break;
                case '*':
                    name.Append("clone");
                    break;
                case '?':
                    name.Append('0');
                    break;
                default:
                    name.Append(glob[i]);
                    break;
            }
        }

        return name.ToString();
    }

    /// <summary>Whether a server would take the text as a database's name as it is.</summary>
    public static bool IsDatabaseName(string name) =>
        name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(name) <= LongestName;
}

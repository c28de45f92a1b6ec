using System.Text;

namespace Sandbox.Postgres.Connections;

/// <summary>Reads <c>key = value</c> pairs (PostgreSQL manual, "Keyword/Value Connection Strings").</summary>
internal static class Conninfo
{
    private const string Source = "the conninfo string";

    public static void Read(string text, ConnectionSettings settings)
    {
        var position = 0;
        SkipSpace(text, ref position);
        while (position < text.Length)
        {
            var key = Key(text, ref position);
            settings.Set(key, Value(text, ref position, key), Source);
            SkipSpace(text, ref position);
        }
    }

    private static string Key(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && text[position] != '=' && !IsSpace(text[position]))
        {
            position++;
        }

        var key = text[start..position];
        SkipSpace(text, ref position);
        if (position == text.Length || text[position] != '=')
        {
            // What stands here may be a part of a password with a space in it: its words are not repeated.
            throw new SandboxException(ExitCode.Usage, $"{Source}: no \"=\" behind the key at character {start + 1}; quote values with spaces ('...')");
        }

        position++;
        SkipSpace(text, ref position);
        return key;
    }

    private static string Value(string text, ref int position, string key)
    {
        var value = new StringBuilder();
        var isQuoted = position < text.Length && text[position] == '\'';
        if (isQuoted)
        {
            position++;
        }

        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (isQuoted && character == '\'')
            {
                position++;
                return value.ToString();
            }

            if (!isQuoted && IsSpace(character))
            {
                break;
            }

            if (character == '\\')
            {
                position++;
                if (position == text.Length)
                {
                    break;
                }
            }

            value.Append(text[position]);
        }

        return isQuoted
            ? throw new SandboxException(ExitCode.Usage, $"{Source}: the quoted value of \"{key}\" has no end; add a quote")
            : value.ToString();
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && IsSpace(text[position]))
        {
            position++;
        }
    }

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\n' or '\r' or '\v' or '\f';
}

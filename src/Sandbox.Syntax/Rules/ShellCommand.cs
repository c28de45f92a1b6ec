using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>One simple command of a command line.</summary>
/// <param name="Words">All words of the line.</param>
/// <param name="Start">The command's name, behind assignments and the like.</param>
/// <param name="End">The index behind its last word.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShellCommand(List<ShellWord> Words, int Start, int End)
{
    /// <summary>What stands before a command's name, with the letters of its options that take a value and the number of words of its own.</summary>
    private static readonly Dictionary<string, (string Values, int Operands)> Prefixes = new(StringComparer.Ordinal)
    {
        ["sudo"] = ("ugCDhpRrTtU", 0),
        ["doas"] = ("uC", 0),
        ["env"] = ("uC", 0),
        ["exec"] = ("a", 0),
        ["time"] = ("of", 0),
        ["timeout"] = ("ks", 1),
        ["nice"] = ("n", 0),
        ["ionice"] = ("cn", 0),
        ["stdbuf"] = ("ioe", 0),
        ["setsid"] = (string.Empty, 0),
        ["chronic"] = (string.Empty, 0),
        ["command"] = (string.Empty, 0),
        ["nohup"] = (string.Empty, 0),
        ["if"] = (string.Empty, 0),
        ["elif"] = (string.Empty, 0),
        ["while"] = (string.Empty, 0),
        ["until"] = (string.Empty, 0),
        ["then"] = (string.Empty, 0),
        ["do"] = (string.Empty, 0),
        ["else"] = (string.Empty, 0),
        ["!"] = (string.Empty, 0),
        ["{"] = (string.Empty, 0),
    };

    /// <summary>The name without its folder; empty where there is no command.</summary>
    public string Name => Start < End ? BaseName(Words[Start]) : string.Empty;

    /// <summary>The command between two operators, whose name stands behind assignments, keywords and what only starts it: <c>sudo -u postgres</c>, <c>timeout 5</c>.</summary>
    public static ShellCommand Of(List<ShellWord> words, int start, int end)
    {
        var i = start;
        while (i < end)
        {
            if (Prefixes.TryGetValue(BaseName(words[i]), out var prefix))
            {
                i = SkipOptions(words, i + 1, end, prefix.Values) + prefix.Operands;
            }
            else if (words[i].IsAssignment)
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return new ShellCommand(words, Math.Min(i, end), end);
    }

    /// <summary>The command that begins at a word, up to the next operator.</summary>
    public static ShellCommand At(List<ShellWord> words, int start)
    {
        var end = words.FindIndex(Math.Min(start, words.Count), static word => word.IsOperator);
        return Of(words, start, end < 0 ? words.Count : end);
    }

    public static string BaseName(ShellWord word) => word.IsBody ? string.Empty : word.Text.Substring(word.Text.LastIndexOfAny(['/', '\\']) + 1);

    private static int SkipOptions(List<ShellWord> words, int start, int end, string values)
    {
        var i = start;
        while (i < end && words[i].Text.Length > 1 && words[i].Text[0] == '-')
        {
            i += words[i].Text.Length == 2 && values.IndexOf(words[i].Text[1]) >= 0 ? 2 : 1;
        }

        return i;
    }
}

namespace Sandbox.Syntax.Rules;

/// <summary>What a script gives its variables, wherever it does so: a function may stand before its call.</summary>
internal sealed class ShellVariables
{
    private static readonly HashSet<string> Declarations = new(StringComparer.Ordinal) { "export", "readonly", "local", "declare", "typeset" };

    /// <summary>What gives the variables that it names a value which no text of the script tells.</summary>
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "read", "mapfile", "readarray", "getopts", "printf", "unset", "select" };

    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _plain = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ShellWord>> _values = new(StringComparer.Ordinal);
    private readonly MappedText _text;
    private readonly ShellVariables? _outer;

    /// <summary>Reads a command line.</summary>
    /// <param name="text">The command line.</param>
    /// <param name="words">Its words.</param>
    /// <param name="outer">Those of the command line that it is a word of; null for a whole script.</param>
    public ShellVariables(MappedText text, List<ShellWord> words, ShellVariables? outer)
    {
        _text = text;
        _outer = outer;
        var start = 0;
        for (var end = 0; end <= words.Count; end++)
        {
            if (end == words.Count || words[end].IsOperator)
            {
                Read(words, start, end);
                start = end + 1;
            }
        }
    }

    /// <summary>Whether a variable holds a folder or a file that <c>mktemp</c> has made.</summary>
    public bool IsMade(string name) => _made.Contains(name) || _outer?.IsMade(name) == true;

    /// <summary>Whether the script gives a variable nothing but texts that it writes out.</summary>
    public bool IsPlain(string name) => !_open.Contains(name) && (_plain.Contains(name) || _outer?.IsPlain(name) == true);

    /// <summary>Whether the script tells all that the shell puts into a word.</summary>
    public bool Tells(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == '`' || (word[i] == '$' && !IsPlain(NameAt(word, i))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The texts that the script gives the one variable that a word consists of.</summary>
    public IReadOnlyList<ShellWord> ValuesOf(ShellWord word)
    {
        var name = word is { Expands: true, Text: ['$', ..] } ? NameAt(word.Text, 0) : string.Empty;
        return name.Length == 0 || word.Text.Trim('$', '{', '}').Length != name.Length ? [] : _values.TryGetValue(name, out var values) ? values : _outer?.ValuesOf(word) ?? [];
    }

    /// <summary>The variable that a dollar sign begins; empty where it begins something else.</summary>
    public static string NameAt(string text, int dollar)
    {
        var start = dollar + 1;
        start += start < text.Length && text[start] == '{' ? 1 : 0;
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return start < text.Length && text[start] is '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') ? text.Substring(start, end - start) : string.Empty;
    }

    private void Read(List<ShellWord> words, int start, int end)
    {
        var first = start;
        while (first < end && words[first].Text is "then" or "do" or "else" or "if" or "while" or "until" or "!" or "{")
        {
            first++;
        }

        if (first + 1 < end && words[first].Is("for"))
        {
            ReadLoop(words, first + 1, end);
            return;
        }

        var command = first;
        while (command < end && words[command].IsAssignment)
        {
            command++;
        }

        if (command == end)
        {
            Assign(words, first, end);
        }
        else if (Declarations.Contains(words[command].Text))
        {
            Assign(words, command + 1, end);
        }
        else if (Readers.Contains(words[command].Text))
        {
            for (var i = command + 1; i < end; i++)
            {
                _open.Add(words[i].Text);
            }
        }
    }

    /// <summary><c>for NAME in a b c</c>.</summary>
    private void ReadLoop(List<ShellWord> words, int name, int end)
    {
        var isPlain = name + 2 < end && words[name + 1].Is("in") && (end == words.Count || words[end].Text[0] is not ('(' or '`'));
        for (var i = name + 2; i < end; i++)
        {
            isPlain &= IsPlainText(words[i], 0);
        }

        _ = isPlain ? _plain.Add(words[name].Text) : _open.Add(words[name].Text);
    }

    private void Assign(List<ShellWord> words, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var text = words[i].Text;
            var sign = text.IndexOf('=');
            if (sign <= 0)
            {
                continue;
            }

            var name = text.Substring(0, sign).TrimEnd('+');
            var (value, behind) = (sign + 1, i + 1 == end && end < words.Count && words[end].Start == words[i].End ? words[end].Text[0] : '\0');
            if (IsMaker(words, i, value, behind))
            {
                _made.Add(name);
            }

            var isPlain = (behind is not ('(' or '`') && text[sign - 1] != '+' && IsPlainText(words[i], value)) || IsPlaceOfScript(words[i].Start + value);
            _ = isPlain ? _plain.Add(name) : _open.Add(name);
            if (text.Length > value)
            {
                if (!_values.TryGetValue(name, out var values))
                {
                    _values[name] = values = [];
                }

                values.Add(words[i] with { Value = words[i].Value.Slice(value, text.Length - value) });
            }
        }
    }

    private bool IsPlainText(ShellWord word, int start) =>
        word.Text.Length > start && word.Text.IndexOfAny(['*', '?', '[', MappedText.Hole], start) < 0 && (!word.Expands || Tells(word.Text.Substring(start)));

    /// <summary>The folder that the script itself stands in: <c>"$(cd "$(dirname "$0")" &amp;&amp; pwd)"</c>, up to the end of the line, with nothing else that the shell puts in.</summary>
    private bool IsPlaceOfScript(int start)
    {
        var rest = _text.Text.AsSpan(start);
        var end = rest.IndexOf('\n');
        var value = (end < 0 ? rest : rest.Slice(0, end)).TrimStart('"');
        if (!value.StartsWith("$(cd ".AsSpan(), StringComparison.Ordinal) && !value.StartsWith("$(dirname ".AsSpan(), StringComparison.Ordinal))
        {
            return false;
        }

        var namesScript = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '$')
            {
                var behind = value.Slice(i + 1).TrimStart('{');
                var isScript = behind.StartsWith("0".AsSpan(), StringComparison.Ordinal) || behind.StartsWith("BASH_SOURCE".AsSpan(), StringComparison.Ordinal);
                namesScript |= isScript;
                if (!isScript && (behind.IsEmpty || behind[0] != '('))
                {
                    return false;
                }
            }
        }

        return namesScript;
    }

    /// <summary><c>scratch=$(mktemp -d)</c>, in quotes or not; without them the parenthesis is an operator.</summary>
    private static bool IsMaker(List<ShellWord> words, int word, int value, char behind) =>
        behind is '(' or '`' ? words[word].Text.Length - value <= 1 && words.FindIndex(word + 1, static next => !next.IsOperator) is var first and >= 0 && words[first].Is("mktemp")
            : words[word].Text.AsSpan(value).TrimStart("$(` ".AsSpan()).StartsWith("mktemp".AsSpan(), StringComparison.Ordinal) && words[word].Expands;
}

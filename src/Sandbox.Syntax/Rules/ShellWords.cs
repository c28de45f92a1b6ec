using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>A word or an operator of a shell command line.</summary>
/// <param name="Value">The word without its quotes and backslashes.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">The offset behind it.</param>
/// <param name="IsOperator">A separator of commands: <c>;</c>, <c>|</c>, <c>&amp;</c>, a line end, a parenthesis.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShellWord(MappedText Value, int Start, int End, bool IsOperator)
{
    public string Text => Value.Text;

    public bool Is(string text) => !IsOperator && string.Equals(Text, text, StringComparison.Ordinal);
}

/// <summary>Cuts a command line into words by the rules of the POSIX shell that matter here: quotes, backslashes, comments, operators.</summary>
internal sealed class ShellWords
{
    private readonly MappedText _text;
    private int _at;

    private ShellWords(MappedText text) => _text = text;

    public static List<ShellWord> Read(MappedText text)
    {
        var reader = new ShellWords(text);
        var words = new List<ShellWord>();
        while (reader.Next() is { } word)
        {
            words.Add(word);
        }

        return words;
    }

    private ShellWord? Next()
    {
        var text = _text.Text;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c is ' ' or '\t' or '\r')
            {
                _at++;
            }
            else if (c == '\\' && _at + 1 < text.Length && text[_at + 1] is '\n' or '\r')
            {
                _at += 2;
            }
            else if (c == '#')
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return IsOperator(c) ? One() : Word();
            }
        }

        return null;
    }

    private static bool IsOperator(char c) => c is ';' or '|' or '&' or '\n' or '(' or ')' or '`';

    private ShellWord One()
    {
        _at++;
        return new ShellWord(_text.Slice(_at - 1, 1), _at - 1, _at, IsOperator: true);
    }

    private ShellWord Word()
    {
        var text = _text.Text;
        var start = _at;
        var value = new MappedText.Builder();
        var quote = '\0';
        while (_at < text.Length)
        {
            var c = text[_at];
            if (quote == '\0' && (c is ' ' or '\t' or '\r' || IsOperator(c)))
            {
                break;
            }

            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else
            {
                var escaped = c == '\\' && quote != '\'' && _at + 1 < text.Length && (quote == '\0' || text[_at + 1] is '"' or '\\' or '$' or '`');
                var first = _at;
                _at += escaped ? 1 : 0;
                value.Append(text[_at], _text.SourceStart(first), _text.SourceEnd(_at));
            }

            _at++;
        }

        return new ShellWord(value.ToText(), start, _at, IsOperator: false);
    }
}

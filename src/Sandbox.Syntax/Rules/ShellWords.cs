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

    /// <summary>It is the text behind <c>&lt;&lt;END</c>, up to the line that ends it.</summary>
    public bool IsBody { get; init; }

    /// <summary>The shell puts values into it: a dollar sign or a backtick stands outside single quotes.</summary>
    public bool Expands { get; init; }

    /// <summary>It gives a variable a value: <c>NAME=value</c>.</summary>
    public bool IsAssignment => !IsOperator && !IsBody && Text.IndexOf('=') is var sign and > 0 && Text.AsSpan(0, sign).IndexOfAny('/', '-', '.') < 0;

    public bool Is(string text) => !IsOperator && string.Equals(Text, text, StringComparison.Ordinal);
}

/// <summary>Cuts a command line into words by the rules of the POSIX shell that matter here: quotes, backslashes, comments, operators.</summary>
internal sealed class ShellWords
{
    private readonly MappedText _text;
    private int _at;

    /// <summary>Where the line goes on behind the texts that it has announced with <c>&lt;&lt;</c>; 0 for none.</summary>
    private int _behindBodies;

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
                var announces = c == '<' && string.CompareOrdinal(text, _at, "<<", 0, 2) == 0 && string.CompareOrdinal(text, _at, "<<<", 0, 3) != 0;
                return announces ? Body() : IsOperator(c) ? One() : Word();
            }
        }

        return null;
    }

    private static bool IsOperator(char c) => c is ';' or '|' or '&' or '\n' or '(' or ')' or '`';

    private ShellWord One()
    {
        var start = _at++;
        if (_text.Text[start] == '\n' && _behindBodies > 0)
        {
            _at = _behindBodies;
            _behindBodies = 0;
        }

        return new ShellWord(_text.Slice(start, 1), start, start + 1, IsOperator: true);
    }

    /// <summary>Reads <c>&lt;&lt;END</c>, <c>&lt;&lt;-'END'</c>: the lines behind this one up to one that is END alone.</summary>
    private ShellWord Body()
    {
        var text = _text.Text;
        var start = _at;
        var strips = start + 2 < text.Length && text[start + 2] == '-';
        _at += strips ? 3 : 2;
        while (_at < text.Length && text[_at] is ' ' or '\t')
        {
            _at++;
        }

        var from = _at;
        var end = Word();
        var line = text.IndexOf('\n', _behindBodies > 0 ? _behindBodies - 1 : _at);
        var (first, last) = (line < 0 ? text.Length : line + 1, text.Length);
        _behindBodies = text.Length;
        for (var at = first; at < text.Length;)
        {
            var next = text.IndexOf('\n', at);
            var lineEnd = next < 0 ? text.Length : next;
            var written = text.AsSpan(at, lineEnd - at).TrimEnd('\r');
            if ((strips ? written.TrimStart('\t') : written).SequenceEqual(end.Text.AsSpan()))
            {
                (last, _behindBodies) = (at, next < 0 ? text.Length : next + 1);
                break;
            }

            at = lineEnd + 1;
        }

        var quoted = text.AsSpan(from, _at - from).IndexOfAny('\'', '"', '\\') >= 0;
        return new ShellWord(_text.Slice(first, Math.Max(0, last - first)), start, _at, IsOperator: false) { IsBody = true, Expands = !quoted };
    }

    private ShellWord Word()
    {
        var text = _text.Text;
        var start = _at;
        var value = new MappedText.Builder();
        var quote = '\0';
        var expands = false;
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
                expands |= !escaped && quote != '\'' && c is '$' or '`';
                value.Append(text[_at], _text.SourceStart(first), _text.SourceEnd(_at));
            }

            _at++;
        }

        return new ShellWord(value.ToText(), start, _at, IsOperator: false) { Expands = expands };
    }
}

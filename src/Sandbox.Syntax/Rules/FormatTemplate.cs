using System.Globalization;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// What the placeholders of <c>format</c> stand for (manual, "format"): an argument that is a literal is known, any other is a hole. Of the
/// template itself <c>%%</c> is a per cent sign.
/// </summary>
internal sealed class FormatTemplate(SqlTokens arguments)
{
    private readonly List<SqlTokens> _arguments = [.. arguments.SplitAtCommas()];

    /// <summary>The argument that the next placeholder without a number takes; the template itself is number 0.</summary>
    private int _next = 1;

    /// <summary>Appends a part of the template.</summary>
    public void Append(MappedText literal, MappedText.Builder builder)
    {
        var text = literal.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '%' ? PlaceholderEnd(text, i) : 0;
            if (end == 0)
            {
                builder.Append(text[i], literal.SourceStart(i), literal.SourceEnd(i));
                continue;
            }

            Fill(text.Substring(i + 1, end - i - 1), builder, literal.SourceStart(i), literal.SourceEnd(end - 1));
            i = end - 1;
        }
    }

    private void Fill(string placeholder, MappedText.Builder builder, int start, int end)
    {
        var conversion = placeholder[placeholder.Length - 1];
        var known = conversion == '%' ? "%" : Argument(placeholder) is { } value ? Written(value, conversion) : null;
        if (known is null)
        {
            builder.AppendHole(start, end);
            return;
        }

        foreach (var character in known)
        {
            builder.Append(character, start, end);
        }
    }

    /// <summary>The text of the argument that a placeholder asks for; null where only the run knows it.</summary>
    private string? Argument(string placeholder)
    {
        var dollar = placeholder.IndexOf('$');
        if (dollar > 0 && int.TryParse(placeholder.Substring(0, dollar), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _next = number;
        }

        // A width that is an argument itself shifts the numbers.
        var index = placeholder.IndexOf('*') < 0 ? _next : int.MaxValue;
        _next = index == int.MaxValue ? index : index + 1;
        if (index < 1 || index >= _arguments.Count)
        {
            return null;
        }

        var argument = _arguments[index];
        return argument.IsString(0) && (argument.Count == 1 || argument.IsSign(1, "::")) ? SqlLiteral.Read(argument.Source, argument[0]).Text : null;
    }

    private static string Written(string value, char conversion) => conversion switch
    {
        'I' when IsPlainName(value) => value,
        'I' => "\"" + value.Replace("\"", "\"\"") + "\"",
        'L' => "'" + value.Replace("'", "''") + "'",
        _ => value,
    };

    private static bool IsPlainName(string value)
    {
        foreach (var character in value)
        {
            if (character is not (>= 'a' and <= 'z') and not (>= '0' and <= '9') and not '_')
            {
                return false;
            }
        }

        return value.Length > 0 && !char.IsDigit(value[0]);
    }

    private static int PlaceholderEnd(string text, int start)
    {
        var i = start + 1;
        while (i < text.Length && (char.IsDigit(text[i]) || text[i] is '$' or '-' or '*'))
        {
            i++;
        }

        return i < text.Length && text[i] is 's' or 'I' or 'L' or '%' ? i + 1 : 0;
    }
}

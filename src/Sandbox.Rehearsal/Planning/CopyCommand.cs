using System.Text;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Planning;

/// <summary>psql's <c>\copy</c>, taken apart by its own tokenizer (copy.c, parse_slash_copy).</summary>
/// <param name="Sql">The COPY that goes to the server.</param>
/// <param name="Reads">Whether data goes to the server.</param>
/// <param name="File">The file; null for standard input or output.</param>
/// <param name="Program">The shell command at the other end; null where there is none.</param>
/// <param name="FromConsole">Whether <c>pstdin</c> or <c>pstdout</c> was named: psql's own, not the script's.</param>
/// <param name="Problem">psql's message where it cannot parse the line; null where it can.</param>
internal sealed record CopyCommand(string Sql, bool Reads, string? File, string? Program, bool FromConsole, string? Problem)
{
    /// <summary>Parses the line behind <c>\copy</c>.</summary>
    public static CopyCommand Parse(MetaCommand command)
    {
        if (command.Argument(0) is not { } line)
        {
            return Wrong("\\copy: arguments required");
        }

        var tokens = new Tokenizer(line);
        var before = new StringBuilder();
        var token = tokens.Next(".,()", "\"");
        if (string.Equals(token, "binary", StringComparison.OrdinalIgnoreCase))
        {
            before.Append(token);
            token = tokens.Next(".,()", "\"");
        }

        for (var depth = token is "(" ? 1 : 0; depth > 0;)
        {
            before.Append(' ').Append(token);
            token = tokens.Next("()", "\"'");
            depth += token is "(" ? 1 : token is ")" ? -1 : token is null ? int.MinValue : 0;
        }

        before.Append(' ').Append(token);
        token = tokens.Next(".,()", "\"");
        if (token is ".")
        {
            before.Append(token).Append(tokens.Next(".,()", "\""));
            token = tokens.Next(".,()", "\"");
        }

        if (token is "(")
        {
            while (token is not null and not ")")
            {
                before.Append(' ').Append(token);
                token = tokens.Next("()", "\"");
            }

            before.Append(' ').Append(token);
            token = tokens.Next(".,()", "\"");
        }

        var reads = string.Equals(token, "from", StringComparison.OrdinalIgnoreCase);
        if (!reads && !string.Equals(token, "to", StringComparison.OrdinalIgnoreCase))
        {
            return Wrong(token is null ? "\\copy: parse error at end of line" : $"\\copy: parse error at \"{token}\"");
        }

        var end = tokens.Next(";", "'");
        if (end is null)
        {
            return Wrong("\\copy: parse error at end of line");
        }

        var isProgram = end.Equals("program", StringComparison.OrdinalIgnoreCase);
        var isConsole = end.ToLowerInvariant() is "pstdin" or "pstdout";
        var isScript = end.ToLowerInvariant() is "stdin" or "stdout";
        var program = isProgram ? tokens.Next(";", "'") : null;
        if (isProgram && program is not ['\'', ..])
        {
            return Wrong(program is null ? "\\copy: parse error at end of line" : $"\\copy: parse error at \"{program}\"");
        }

        var file = isProgram || isConsole || isScript ? null : Unquote(end);
        var sql = $"COPY {before}{(reads ? " FROM STDIN " : " TO STDOUT ")}{tokens.Rest}";
        return new CopyCommand(sql, reads, file, program is null ? null : Unquote(program), isConsole, null);
    }

    private static CopyCommand Wrong(string problem) => new(string.Empty, false, null, null, false, problem);

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == '\'' && text[^1] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;

    /// <summary>strtokx of psql's stringutils.c: words, single delimiters, quoted strings.</summary>
    private sealed class Tokenizer(string line)
    {
        private int _position;

        public string Rest => _position < line.Length ? line[_position..] : string.Empty;

        public string? Next(string delimiters, string quotes)
        {
            while (_position < line.Length && char.IsWhiteSpace(line[_position]))
            {
                _position++;
            }

            if (_position >= line.Length)
            {
                return null;
            }

            var start = _position;
            var c = line[_position++];
            if (!delimiters.Contains(c, StringComparison.Ordinal))
            {
                if (quotes.Contains(c, StringComparison.Ordinal))
                {
                    SkipQuoted(c);
                }
                else
                {
                    while (_position < line.Length && !char.IsWhiteSpace(line[_position])
                        && !delimiters.Contains(line[_position], StringComparison.Ordinal) && !quotes.Contains(line[_position], StringComparison.Ordinal))
                    {
                        _position++;
                    }
                }
            }

            var token = line[start.._position];
            if (_position < line.Length && char.IsWhiteSpace(line[_position]))
            {
                _position++;
            }

            return token;
        }

        private void SkipQuoted(char quote)
        {
            while (_position < line.Length)
            {
                if (line[_position++] == quote)
                {
                    if (_position >= line.Length || line[_position] != quote)
                    {
                        return;
                    }

                    _position++;
                }
            }
        }
    }
}

using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Rules.Migrations;

namespace Sandbox.Syntax.Rules;

/// <summary>psql's variables that <c>\set</c> has filled with what the script writes out.</summary>
internal sealed class PsqlConstants
{
    private readonly NameSet _names = new();
    private readonly Dictionary<string, MappedText> _texts = new(StringComparer.Ordinal);

    /// <summary>Whether a variable holds a plain word, on whichever branch of an <c>\if</c> the script has come.</summary>
    public bool Contains(string variable) => _names.Contains(Named(variable));

    /// <summary>The text that a variable was given last, where it was written; null where nothing or something else filled it.</summary>
    public MappedText? TextOf(string variable) => _texts.TryGetValue(variable, out var text) ? text : null;

    /// <summary>Takes a meta-command that fills variables, or comes to another branch.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="arguments">What stands behind that.</param>
    /// <param name="query">The statement before it.</param>
    /// <param name="quits">The branch that ends leaves the script.</param>
    public void Take(string command, MappedText arguments, SqlTokens query, bool quits)
    {
        switch (command)
        {
            case "if" or "elif" or "else" or "endif":
                _names.Branch(command, quits);
                break;
            case "set" or "unset" or "getenv" or "prompt":
                var words = arguments.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > 0)
                {
                    var name = words[command is "prompt" ? words.Length - 1 : 0];
                    Set(name, isPlain: command is "set" && words.Length > 1 && arguments.Text.IndexOfAny([':', '`']) < 0);
                    if (command is "set" && TextIn(arguments, arguments.Text.IndexOf(name, StringComparison.Ordinal) + name.Length) is { } text)
                    {
                        _texts[name] = text;
                    }
                }

                break;
            case "gset":
                foreach (var column in QueryResult.Names(query))
                {
                    Set(arguments.Text.Trim() + column, isPlain: false);
                }

                break;
        }
    }

    /// <summary>The value of <c>\set name value</c>: one string in quotes, or one word; null where psql puts it together.</summary>
    private static MappedText? TextIn(MappedText arguments, int behindName)
    {
        var value = arguments.Text.AsSpan(behindName).Trim();
        var source = arguments.Slice(arguments.Text.Length - arguments.Text.AsSpan(behindName).TrimStart().Length, value.Length);
        var quoted = SqlTokens.Lex(source);
        return quoted.Count == 1 && quoted.Is(0, TokenKind.String) ? (value.IndexOf('\\') < 0 ? SqlLiteral.Read(source, quoted[0]) : null)
            : value.Length > 0 && value.IndexOfAny(" \t'\"`:\\".AsSpan()) < 0 ? source
            : null;
    }

    private void Set(string variable, bool isPlain)
    {
        _texts.Remove(variable);
        if (isPlain)
        {
            _names.Add(Named(variable));
        }
        else
        {
            _names.Remove(Named(variable));
        }
    }

    private static ObjectName Named(string variable) => new(Schema: null, variable, default);
}

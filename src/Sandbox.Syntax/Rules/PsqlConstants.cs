using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Rules.Migrations;

namespace Sandbox.Syntax.Rules;

/// <summary>psql's variables that hold a plain word, on whichever branch of an <c>\if</c> the script has come.</summary>
internal sealed class PsqlConstants
{
    private readonly NameSet _names = new();

    public bool Contains(string variable) => _names.Contains(Named(variable));

    /// <summary>Takes a meta-command that fills variables, or comes to another branch.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="arguments">What stands behind that.</param>
    /// <param name="query">The statement before it.</param>
    /// <param name="quits">The branch that ends leaves the script.</param>
    public void Take(string command, ReadOnlySpan<char> arguments, SqlTokens query, bool quits)
    {
        switch (command)
        {
            case "if" or "elif" or "else" or "endif":
                _names.Branch(command, quits);
                break;
            case "set" or "unset" or "getenv" or "prompt":
                var words = arguments.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > 0)
                {
                    Set(words[command is "prompt" ? words.Length - 1 : 0], isPlain: command is "set" && words.Length > 1 && arguments.IndexOfAny(':', '`') < 0);
                }

                break;
            case "gset":
                foreach (var name in QueryResult.Names(query))
                {
                    Set(arguments.Trim().ToString() + name, isPlain: false);
                }

                break;
        }
    }

    private void Set(string variable, bool isPlain)
    {
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

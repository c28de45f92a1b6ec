using System.Runtime.InteropServices;
using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Whether a guard stands before the place that a script has come to: a DO block that raises, or <c>\if</c> on a checked variable with
/// <c>\quit</c> in one of its branches.
/// </summary>
internal sealed class ScriptGuard(bool holds)
{
    private readonly Stack<Branch> _branches = new();
    private readonly Dictionary<string, bool?> _checked = new(StringComparer.Ordinal);
    private bool _left;
    private bool _leftServer;

    /// <summary>The script has switched ON_ERROR_STOP off, or has left to somebody else whether it is.</summary>
    private bool _mayGoOn;

    public bool Holds { get; private set; } = holds;

    /// <summary>A statement has raised in the wrong database; it stops the script unless ON_ERROR_STOP was switched off in it.</summary>
    public void Raise()
    {
        Holds |= !_mayGoOn;
        _left = _leftServer = false;
    }

    /// <summary>The branch that the script has come to leaves it.</summary>
    public bool Quits { get; private set; }

    /// <summary>The script has switched ON_ERROR_STOP off.</summary>
    public bool GoesOnAfterErrors { get; private set; }

    /// <summary>Behind a guard the script has connected to another database, and has not checked again; the server may still be the same.</summary>
    public (bool Database, bool Server) Left => (_left, _leftServer);

    /// <summary><c>\gset</c>: the variables that a query about the current database fills hold a check.</summary>
    public void NoteVariables(SqlTokens query, string prefix)
    {
        foreach (var (answer, name) in QueryResult.Columns(query))
        {
            _checked.Remove(prefix + name);
            var isAsked = DatabaseCheck.IsIn(query, []) && Condition.Read(answer) is var condition
                && (!DatabaseCheck.IsIn(answer, []) || DatabaseCheck.IsDecided(condition, holds: true, []) || DatabaseCheck.IsDecided(condition, holds: false, []));
            if (isAsked)
            {
                _checked[prefix + name] = Meaning(answer);
            }
        }
    }

    /// <summary>What a checked value that is true says of the database: true for the right one, false for a wrong one; null where that cannot be read off the comparison.</summary>
    private static bool? Meaning(SqlTokens query)
    {
        var (equal, unequal) = (0, 0);
        for (var i = 0; i < query.Count; i++)
        {
            var text = query.Text(i);
            if (query.IsWord(i, "not") || text.SequenceEqual("<>".AsSpan()) || text.SequenceEqual("!=".AsSpan()) || text.SequenceEqual("!~".AsSpan()) || text.SequenceEqual("!~*".AsSpan()))
            {
                unequal++;
            }
            else if (text.SequenceEqual("=".AsSpan()) || text.SequenceEqual("~".AsSpan()) || text.SequenceEqual("~*".AsSpan()))
            {
                equal++;
            }
            else if (query.IsWord(i, "case") || query.IsWord(i, "or"))
            {
                return null;
            }
        }

        return unequal == 0 && equal > 0 ? true : unequal == 1 && equal == 0 ? false : null;
    }

    /// <summary>Takes a meta-command that is not about a query.</summary>
    public void Take(string name, ReadOnlySpan<char> arguments)
    {
        switch (name)
        {
            case "if":
                Quits = false;
                var isCheck = _checked.TryGetValue(arguments.Trim().TrimStart(':').ToString(), out var meaning);
                _branches.Push(new Branch(Holds, isCheck, meaning, FirstQuits: false, OtherQuits: false, IsFirst: true));
                Holds |= isCheck && meaning is true;
                break;
            case "elif" or "else":
                LeaveBranch(ends: false);
                break;
            case "endif":
                LeaveBranch(ends: true);
                break;
            case "q" or "quit" when _branches.Count > 0:
                Quits = true;
                var left = _branches.Pop();
                _branches.Push(left.IsFirst ? left with { FirstQuits = true } : left with { OtherQuits = true });
                break;
            case "set" or "unset" or "getenv":
                TakeSetting(name, arguments.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
                break;
            case "prompt":
                _checked.Remove(arguments.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? string.Empty);
                break;
            case "c" or "connect" when !arguments.Trim().IsEmpty:
                Connect(arguments.ToString());
                break;
        }
    }

    private void Connect(string arguments)
    {
        _left |= Holds;
        if (NamesServer(arguments))
        {
            _leftServer |= Holds;
            Holds = false;
        }
    }

    private void LeaveBranch(bool ends)
    {
        if (_branches.Count == 0)
        {
            return;
        }

        Quits = false;
        var branch = _branches.Pop();

        // In the right database one branch is taken and in a wrong one the other: whoever is behind both is in the right one if the wrong one's ended the script.
        var isRight = branch.Meaning switch
        {
            true => ends && branch.OtherQuits,
            false => !ends || branch.FirstQuits,
            null => branch.FirstQuits || branch.OtherQuits,
        };
        Holds = branch.HeldBefore || (branch.IsCheck && isRight);
        if (!ends)
        {
            _branches.Push(branch with { IsFirst = false });
        }
    }

    private void TakeSetting(string command, string[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        // Whatever a check had put there is gone.
        _checked.Remove(words[0]);
        if (string.Equals(words[0], "ON_ERROR_STOP", StringComparison.Ordinal))
        {
            var off = words.Length > 1 && words[1].Trim('\'').ToLowerInvariant() is "off" or "0" or "false" or "no" or "f" or "n";
            GoesOnAfterErrors = off || string.Equals(command, "unset", StringComparison.Ordinal);
            _mayGoOn = GoesOnAfterErrors || (words.Length > 1 && words[1].IndexOfAny([':', '`']) >= 0);
        }
    }

    /// <summary><c>\connect [database [user [host [port]]]]</c>: another database of the same server leaves the check true, another server does not.</summary>
    private static bool NamesServer(string arguments)
    {
        var words = arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return arguments.IndexOf('=') >= 0 || arguments.AsSpan().IndexOf("://".AsSpan()) >= 0
            || (words.Length > 2 && !string.Equals(words[2], "-", StringComparison.Ordinal));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Branch(bool HeldBefore, bool IsCheck, bool? Meaning, bool FirstQuits, bool OtherQuits, bool IsFirst);
}

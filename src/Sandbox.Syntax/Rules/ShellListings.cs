namespace Sandbox.Syntax.Rules;

/// <summary>
/// SBX1002: what a listing returns is removed, in a loop over it, behind a pipe, or by a variable that holds it: databases that psql lists,
/// what docker or podman have.
/// </summary>
internal sealed class ShellListings(MappedText text)
{
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    /// <summary>The variable that gets what the commands at hand say: that of a loop until its <c>do</c>, or one that is assigned until the parenthesis closes.</summary>
    private string? _variable;
    private bool _isLoop;
    private bool _isListing;

    /// <summary>Checks the next simple command of a command line.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="words">The command line.</param>
    /// <param name="start">The command's first word.</param>
    /// <param name="command">The command behind what stands before its name.</param>
    public void Check(RuleRun run, List<ShellWord> words, int start, ShellCommand command)
    {
        if (_variable is not null && !_isLoop && start > 0 && words[start - 1].Text[0] is ')' or '\n' or ';')
        {
            _variable = null;
        }

        if (start == command.End)
        {
            // Between the two signs of || or behind a closing parenthesis: nothing is handed on.
            _isListing = false;
            return;
        }

        var reads = _isListing && start > 0 && words[start - 1].Text[0] == '|';
        Name(words, start, command, reads);
        var lists = Lists(command);
        if (lists && _variable is { } variable)
        {
            _listed.Add(variable);
        }

        CheckRemoval(run, command, reads);
        _isListing = lists || reads;
    }

    /// <summary>Keeps the variable that a command begins to fill.</summary>
    private void Name(List<ShellWord> words, int start, ShellCommand command, bool reads)
    {
        if (words[start].Is("for") && start + 2 < command.End && words[start + 2].Is("in"))
        {
            (_variable, _isLoop) = (words[start + 1].Text, true);
        }
        else if (words[start].Is("do"))
        {
            _variable = null;
        }
        else if (reads && words[start].Is("while"))
        {
            _listed.Add(words[command.End - 1].Text);
        }

        var last = words[command.End - 1];
        if (!_isLoop || _variable is null)
        {
            Assign(words, command, last);
        }
    }

    /// <summary><c>ids=$(docker ps -q)</c>: without quotes the parenthesis is an operator, and what is in it the next command.</summary>
    private void Assign(List<ShellWord> words, ShellCommand command, ShellWord last)
    {
        if (command.Start < command.End || !last.IsAssignment)
        {
            return;
        }

        var sign = last.Text.IndexOf('=');
        var name = last.Text.Substring(0, sign);
        _listed.Remove(name);
        if (command.End < words.Count && words[command.End].Start == last.End && words[command.End].Text[0] is '(' or '`')
        {
            (_variable, _isLoop) = (name, false);
        }
        else if (IsListing(last, sign + 1))
        {
            _listed.Add(name);
        }
    }

    /// <summary>Whether a word is, from an index on, what a listing says: <c>"$(docker ps -q)"</c>, in double quotes one word.</summary>
    public static bool IsListing(ShellWord word, int start)
    {
        var inner = start + (string.CompareOrdinal(word.Text, start, "$(", 0, 2) == 0 ? 2 : start < word.Text.Length && word.Text[start] == '`' ? 1 : 0);
        if (inner == start || !word.Expands)
        {
            return false;
        }

        var words = ShellWords.Read(word.Value.Slice(inner, word.Text.Length - inner));
        return ShellEngines.IsListing(ShellCommand.At(words, 0));
    }

    private void CheckRemoval(RuleRun run, ShellCommand command, bool reads)
    {
        var tool = command.Start;
        if (ShellEngines.Removal(command) < 0)
        {
            while (tool < command.End && ShellCommand.BaseName(command.Words[tool]) is not "dropdb")
            {
                tool = command.Name is "xargs" ? tool + 1 : command.End;
            }
        }

        for (var i = tool; i < command.End; i++)
        {
            if (i == tool ? reads && command.Name is "xargs" : command.Words[i].Expands && _listed.Contains(command.Words[i].Text.Trim('$', '{', '}')))
            {
                run.Report(RuleRegistry.WildcardTeardown, text, command.Words[command.Start].Start, command.Words[i].End, "what this removes is whatever a listing returns: name exactly what goes");
                return;
            }
        }
    }

    private static bool Lists(ShellCommand command)
    {
        if (command.Name is not "psql")
        {
            return ShellEngines.IsListing(command);
        }

        for (var i = command.Start + 1; i < command.End; i++)
        {
            var word = command.Words[i].Text;
            if (word is "--list" || word.IndexOf("pg_database", StringComparison.OrdinalIgnoreCase) >= 0 || (word.Length > 1 && word[0] == '-' && word.IndexOf('l') > 0 && word.Substring(1).Trim('A', 'l', 'q', 't', 'x').Length == 0))
            {
                return true;
            }
        }

        return false;
    }
}

namespace Sandbox.Syntax.Rules;

/// <summary>SBX1002: <c>dropdb</c> for each database that psql lists, in a loop over the list or behind a pipe.</summary>
internal sealed class ShellListings(MappedText text)
{
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private string? _loop;
    private bool _isListing;

    /// <summary>Checks the next simple command of a command line.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="words">The command line.</param>
    /// <param name="start">The command's first word.</param>
    /// <param name="command">The command behind what stands before its name.</param>
    public void Check(RuleRun run, List<ShellWord> words, int start, ShellCommand command)
    {
        if (start == command.End)
        {
            // Between the two signs of || or behind a closing parenthesis: nothing is handed on.
            _isListing = false;
            return;
        }

        var reads = _isListing && start > 0 && words[start - 1].Text[0] == '|';
        if (words[start].Is("for") && start + 2 < command.End && words[start + 2].Is("in"))
        {
            _loop = words[start + 1].Text;
        }
        else if (words[start].Is("do"))
        {
            _loop = null;
        }
        else if (reads && words[start].Is("while"))
        {
            _listed.Add(words[command.End - 1].Text);
        }

        var lists = Lists(command);
        if (lists && _loop is { } variable)
        {
            _listed.Add(variable);
        }

        CheckDrop(run, command, reads);
        _isListing = lists || reads;
    }

    private void CheckDrop(RuleRun run, ShellCommand command, bool reads)
    {
        var tool = command.Start;
        while (tool < command.End && ShellCommand.BaseName(command.Words[tool]) is not "dropdb")
        {
            tool = command.Name is "xargs" ? tool + 1 : command.End;
        }

        for (var i = tool; i < command.End; i++)
        {
            if (i == tool ? reads && command.Name is "xargs" : _listed.Contains(command.Words[i].Text.Trim('$', '{', '}')) && command.Words[i].Text[0] == '$')
            {
                run.Report(RuleRegistry.WildcardTeardown, text, command.Words[command.Start].Start, command.Words[i].End, "what this drops is whatever the list of databases holds: name exactly what goes");
                return;
            }
        }
    }

    private static bool Lists(ShellCommand command)
    {
        if (command.Name is not "psql")
        {
            return false;
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

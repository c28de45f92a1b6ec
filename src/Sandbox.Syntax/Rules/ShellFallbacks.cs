namespace Sandbox.Syntax.Rules;

/// <summary>SBX1007: what is done where a command has failed takes more than that command would have: behind <c>||</c>, or in the branch of an <c>if</c> that asks for its failure.</summary>
internal sealed class ShellFallbacks(MappedText text)
{
    private const int Whatever = 6;

    private readonly Stack<(int Breadth, bool IsNegated)> _conditions = [];
    private readonly Stack<int> _branches = [];
    private int _swallowed;

    /// <summary>Checks the next simple command of a command line.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="words">The command line.</param>
    /// <param name="start">The command's first word.</param>
    /// <param name="command">The command behind what stands before its name.</param>
    public void Check(RuleRun run, List<ShellWord> words, int start, ShellCommand command)
    {
        if (start == command.End)
        {
            // Between the two signs of ||.
            _swallowed = start > 0 && words[start - 1].Text is "|" ? _swallowed : 0;
            return;
        }

        var breadth = BreadthOf(command);
        Branch(words, start, breadth);
        var failed = Math.Max(_swallowed, _branches.Count > 0 ? _branches.Peek() : 0);
        if (failed > 0 && breadth > failed)
        {
            run.Report(RuleRegistry.SwallowedTeardown, text, words[start].Start, words[command.End - 1].End, "this takes more than the command before, whose failure should stop it: let it fail");
        }

        var end = command.End;
        _swallowed = end + 1 < words.Count && words[end].Text is "|" && words[end + 1].Text is "|" && words[end + 1].Start == words[end].End ? breadth : 0;
    }

    /// <summary>Keeps count of the branches of <c>if</c>: one of the two runs where the condition's command has failed.</summary>
    private void Branch(List<ShellWord> words, int start, int breadth)
    {
        var word = words[start];
        if (_conditions.Count > 0 && (word.Is("elif") || word.Is("fi")))
        {
            _conditions.Pop();
            _branches.Pop();
        }

        if (word.Is("if") || word.Is("elif"))
        {
            _conditions.Push((breadth, start + 1 < words.Count && words[start + 1].Is("!")));
            _branches.Push(0);
        }
        else if (_conditions.Count > 0 && (word.Is("then") || word.Is("else")))
        {
            var (asked, isNegated) = _conditions.Peek();
            _branches.Pop();
            _branches.Push(isNegated == word.Is("then") ? asked : 0);
        }
    }

    /// <summary>0 for a command that removes nothing, 1 for one that removes what it names; what psql is told as SQL's rules count it, a folder like a database; 6 for whatever is there.</summary>
    private static int BreadthOf(ShellCommand command)
    {
        var words = command.Words;
        if (ShellEngines.Prune(command) >= 0)
        {
            return Whatever;
        }

        if (ShellEngines.Removal(command) >= 0)
        {
            return words[command.End - 1].Text is "$" or "$(" ? Whatever : 1;
        }

        return command.Name switch
        {
            "rmdir" => ShellSql.Database,
            "rm" => ShellPaths.IsRecursive(command) ? ShellSql.Database : 1,
            _ => ShellSql.BreadthOf(command),
        };
    }
}

namespace Sandbox.Syntax.Rules;

/// <summary>SBX1002: a folder that is removed with all that is in it, and whose path is put together when the command runs.</summary>
internal sealed class ShellPaths(MappedText text, ShellVariables variables)
{
    public void Check(RuleRun run, ShellCommand command)
    {
        if (!(command.Name is "rm" ? IsRecursive(command) : command.Name is "find" && Removes(command)))
        {
            return;
        }

        for (var i = command.Start + 1; i < command.End; i++)
        {
            var word = command.Words[i];
            if (command.Name is "find" && word.Text.StartsWith("-", StringComparison.Ordinal))
            {
                // Where it begins stands before what it looks for.
                return;
            }

            if (IsComputed(run, word))
            {
                run.Report(
                    RuleRegistry.WildcardTeardown, text, command.Words[command.Start].Start, word.End,
                    "which folder this removes with all that is in it is known only when it runs: write the path out");
                return;
            }
        }
    }

    /// <summary>The shell, or the program that runs the command line, puts the path together. What a program gives it in one piece says nothing.</summary>
    private bool IsComputed(RuleRun run, ShellWord word) =>
        (word is { Expands: true, IsBody: false } && !IsOwn(word.Text) && !variables.Tells(word.Text))
        || (!run.Options.OwnsFolders && word.Text.Length > 1 && word.Text.IndexOf(MappedText.Hole) >= 0);

    private static bool Removes(ShellCommand find)
    {
        for (var i = find.Start + 1; i < find.End; i++)
        {
            if (find.Words[i].Is("-delete") || (find.Words[i].Text is "-exec" or "-execdir" && i + 1 < find.End && ShellCommand.BaseName(find.Words[i + 1]) is "rm"))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsRecursive(ShellCommand command)
    {
        for (var i = command.Start + 1; i < command.End; i++)
        {
            var option = command.Words[i].Text;
            if (option is "--recursive" || (option.Length > 1 && option[0] == '-' && option[1] != '-' && option.IndexOfAny(['r', 'R']) > 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The path begins with a folder that the script itself has had made for it: <c>scratch=$(mktemp -d)</c>, or is made for this alone.</summary>
    private bool IsOwn(string path) =>
        path.StartsWith("$(mktemp ", StringComparison.Ordinal) || (path.Length > 0 && path[0] == '$' && variables.IsMade(ShellVariables.NameAt(path, 0)));
}

namespace Sandbox.Syntax.Rules.Secrets;

/// <summary>SBX1201, SBX1202 in the arguments of psql's meta-commands.</summary>
internal static class MetaCommandSecrets
{
    public static void Check(RuleRun run, MappedText text, PsqlCommand command)
    {
        var arguments = text.Slice(command.ArgumentsStart, command.ArgumentsEnd - command.ArgumentsStart);
        ConnectionText.Check(run, arguments);
        if (command.Name is "setenv")
        {
            CheckWord(run, arguments, 1, first => first is "PGPASSWORD", SecretValue.Check);
            CheckWord(run, arguments, 1, static first => first is "PGHOST" or "PGDATABASE", DeniedTargets.Check);
        }
        else if (command.Name is "c" or "connect" && arguments.Text.IndexOf('=') < 0 && arguments.Text.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            CheckWord(run, arguments, 0, static _ => true, DeniedTargets.Check);
            CheckWord(run, arguments, 2, static _ => true, DeniedTargets.Check);
        }
    }

    /// <summary>Checks one word of the arguments, if the first one is as it should be.</summary>
    private static void CheckWord(RuleRun run, MappedText arguments, int index, Func<string, bool> holds, Action<RuleRun, MappedText, int, int> check)
    {
        var words = new List<(int Start, int End)>();
        var start = -1;
        for (var i = 0; i <= arguments.Text.Length; i++)
        {
            var isBlank = i == arguments.Text.Length || char.IsWhiteSpace(arguments.Text[i]);
            if (!isBlank && start < 0)
            {
                start = i;
            }
            else if (isBlank && start >= 0)
            {
                words.Add((start, i));
                start = -1;
            }
        }

        if (index < words.Count && holds(arguments.Text.Substring(words[0].Start, words[0].End - words[0].Start)))
        {
            check(run, arguments, words[index].Start, words[index].End);
        }
    }
}

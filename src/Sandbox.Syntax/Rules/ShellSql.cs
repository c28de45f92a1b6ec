using Sandbox.Syntax.Rules.Teardown;

namespace Sandbox.Syntax.Rules;

/// <summary>The SQL that a command line hands to psql (<c>-c</c>, <c>&lt;&lt;END</c>, <c>&lt;&lt;&lt;</c>, a pipe), and <c>dropdb</c>, which is DROP DATABASE by another name.</summary>
/// <param name="text">The command line.</param>
/// <param name="variables">What the script gives its variables.</param>
/// <param name="depth">In how many other command lines it stands.</param>
internal sealed class ShellSql(MappedText text, ShellVariables variables, int depth)
{
    /// <summary>How much it takes to drop a database, as SBX1007 counts it.</summary>
    public const int Database = 5;

    /// <summary>What starts another command in its own arguments.</summary>
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal) { "docker", "podman", "kubectl", "oc", "sudo", "ssh", "timeout", "nice", "gosu", "runuser", "su", "xargs", "find", "retry", "chronic", "docker-compose" };

    /// <summary>Options of psql behind which another value than a command stands; it takes some of dropdb's letters for others.</summary>
    private static readonly HashSet<string> PsqlValues = new(StringComparer.Ordinal)
    {
        "-h", "--host", "-p", "--port", "-U", "--username", "-d", "--dbname", "-v", "--set", "--variable", "-f", "--file", "-o", "--output", "-L", "--log-file", "-P", "--pset", "-F", "-R", "-T",
    };

    /// <summary>Options of dropdb behind which another value than the database stands.</summary>
    private static readonly HashSet<string> DropValues = new(StringComparer.Ordinal) { "-h", "--host", "-p", "--port", "-U", "--username", "--maintenance-db" };

    /// <summary>Whether another word than the database or a target stands behind an option of a program.</summary>
    public static bool TakesValue(string program, string option) => program is "psql" ? PsqlValues.Contains(option) || option is "--command" || IsCommandOption(option) : DropValues.Contains(option);

    private readonly HashSet<(int Start, bool Psql)> _read = [];

    /// <summary>Checks a simple command.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="command">The command.</param>
    /// <param name="piped">The command whose output it reads, if any.</param>
    public void Check(RuleRun run, ShellCommand command, ShellCommand piped)
    {
        var tool = ToolOf(command);
        if (tool >= command.End || depth > RuleRun.DeepestText)
        {
            return;
        }

        if (ShellCommand.BaseName(command.Words[tool]) is "dropdb")
        {
            CheckDrop(run, command with { Start = tool }, isFed: command.Name is "xargs");
            return;
        }

        foreach (var (query, psql) in QueriesOf(command with { Start = tool }))
        {
            CheckScript(run, query, psql);
        }

        if (piped.Name is "echo" or "printf" or "cat")
        {
            for (var i = piped.Start + 1; i < piped.End; i++)
            {
                CheckScript(run, piped.Words[i], psql: true);
            }
        }
    }

    /// <summary>The index of <c>psql</c> or <c>dropdb</c>, which another command may start; the command's end where there is neither.</summary>
    private static int ToolOf(ShellCommand command)
    {
        var tool = command.Start;
        while (tool < command.End && ShellCommand.BaseName(command.Words[tool]) is not ("psql" or "dropdb"))
        {
            tool = tool > command.Start || Wrappers.Contains(command.Name) ? tool + 1 : command.End;
        }

        return tool;
    }

    /// <summary>How much a psql takes at most by what it is told, or a dropdb, as SBX1007 counts it; 0 for any other command.</summary>
    public static int BreadthOf(ShellCommand command)
    {
        var tool = ToolOf(command);
        if (tool >= command.End || ShellCommand.BaseName(command.Words[tool]) is "dropdb")
        {
            return tool < command.End ? Database : 0;
        }

        var broadest = 0;
        foreach (var (query, _) in QueriesOf(command with { Start = tool }))
        {
            broadest = Math.Max(broadest, TeardownBreadth.Of(query.Value));
        }

        return broadest;
    }

    /// <summary>The texts that a psql is told, each with whether it may hold meta-commands.</summary>
    private static IEnumerable<(ShellWord Query, bool Psql)> QueriesOf(ShellCommand psql)
    {
        var words = psql.Words;
        for (var i = psql.Start + 1; i < psql.End; i++)
        {
            var option = words[i].Text;
            if (words[i].IsBody)
            {
                yield return (words[i], true);
            }
            else if (option is "<<<" or "--command" || IsCommandOption(option))
            {
                i++;
                if (i < psql.End)
                {
                    yield return (words[i], option is "<<<" || IsMetaCommand(words[i]));
                }
            }
            else if (option.StartsWith("<<<", StringComparison.Ordinal))
            {
                yield return (Part(words[i], 3), true);
            }
            else if (option.StartsWith("--command=", StringComparison.Ordinal))
            {
                yield return (Part(words[i], 10), false);
            }
            else if (PsqlValues.Contains(option))
            {
                i++;
            }
        }
    }

    /// <summary><c>-c</c>, alone or behind other letters: <c>-qAtc</c>.</summary>
    private static bool IsCommandOption(string option) =>
        option.Length > 1 && option[0] == '-' && option[1] != '-' && option[option.Length - 1] == 'c' && option.IndexOf(' ') < 0;

    private static bool IsMetaCommand(ShellWord word) => word.Text.TrimStart().StartsWith("\\", StringComparison.Ordinal);

    private static ShellWord Part(ShellWord word, int start) => word with { Value = word.Value.Slice(start, word.Text.Length - start) };

    /// <summary>Each call of psql is a session of its own; a word that is one variable is what the script gives that, each text once.</summary>
    private void CheckScript(RuleRun run, ShellWord word, bool psql)
    {
        foreach (var value in variables.ValuesOf(word))
        {
            if (_read.Add((value.Start, psql)))
            {
                CheckText(run, value, psql);
            }
        }

        CheckText(run, word, psql);
    }

    private static void CheckText(RuleRun run, ShellWord word, bool psql)
    {
        var session = new RuleRun(run.Options with { Psql = psql });
        new ScriptRules(session, word.Expands ? Filled(word) : word.Value, psql, default).Check();
        run.Add(session.Findings());
    }

    /// <summary>The text with a hole for each value that the shell puts in; <c>$$</c> is left to SQL, which means something by it.</summary>
    private static MappedText Filled(ShellWord word)
    {
        var (text, builder) = (word.Value, new MappedText.Builder());
        for (var i = 0; i < text.Text.Length; i++)
        {
            var next = i + 1 < text.Text.Length ? text.Text[i + 1] : '\0';
            if (word.IsBody && text.Text[i] == '\\' && next is '$' or '`' or '\\')
            {
                builder.Append(next, text.SourceStart(i), text.SourceEnd(i + 1));
                i++;
            }
            else if (text.Text[i] == '$' && (char.IsLetterOrDigit(next) || next is '_' or '{' or '('))
            {
                var end = ValueEnd(text.Text, i + 1);
                builder.AppendHole(text.SourceStart(i), text.SourceEnd(end - 1));
                i = end - 1;
            }
            else
            {
                builder.Append(text.Text[i], text.SourceStart(i), text.SourceEnd(i));
            }
        }

        return builder.ToText();
    }

    private static int ValueEnd(string text, int start)
    {
        if (text[start] is '{' or '(')
        {
            var close = text.IndexOf(text[start] == '{' ? '}' : ')', start);
            return close < 0 ? text.Length : close + 1;
        }

        var end = start + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end;
    }

    /// <summary>Checks a dropdb; <paramref name="isFed"/> where the name may come from what <c>xargs</c> reads.</summary>
    private void CheckDrop(RuleRun run, ShellCommand drop, bool isFed)
    {
        var (name, last, forces) = (-1, drop.Start, false);
        for (var i = drop.Start + 1; i < drop.End; i++)
        {
            var option = drop.Words[i].Text;
            forces |= IsForce(option);
            if (DropValues.Contains(option))
            {
                i++;
            }
            else if (option.Length > 0 && option[0] != '-' && !drop.Words[i].IsBody && option.IndexOf('>') < 0)
            {
                name = last = i;
            }
        }

        if (name < 0 && !isFed)
        {
            return;
        }

        run.Report(RuleRegistry.UnguardedDropDatabase, text, drop.Words[drop.Start].Start, drop.Words[last].End, "dropdb drops a database with no guard before it: check current_database() in a script, and raise");
        if (name >= 0 && drop.Words[name].Expands)
        {
            run.Report(RuleRegistry.RuntimeDatabaseName, text, drop.Words[drop.Start].Start, drop.Words[last].End, "which database this drops is known only when it runs: write the name out, or compare it with an exact list first");
            if (forces)
            {
                run.Report(RuleRegistry.ForcedDisconnection, text, drop.Words[drop.Start].Start, drop.Words[last].End, "this ends every session of a database whose name is known only when it runs: write the name out");
            }
        }
    }

    /// <summary><c>--force</c>, or <c>-f</c>, alone or behind other letters that take no value: <c>-eif</c>.</summary>
    private static bool IsForce(string option) =>
        option is "--force" || (option.Length > 1 && option[0] == '-' && option.IndexOfAny(['-', 'f', 'h', 'p', 'U'], 1) is var letter and > 0 && option[letter] == 'f');
}

namespace Sandbox.Syntax.Rules.Secrets;

/// <summary>SBX1202 in command lines: the hosts and databases that PostgreSQL's programs are given by options, by their operand and by variables.</summary>
internal static class ShellTargets
{
    private static readonly HashSet<string> Programs = new(StringComparer.Ordinal)
    {
        "psql", "dropdb", "createdb", "pg_dump", "pg_dumpall", "pg_restore", "vacuumdb", "reindexdb", "clusterdb", "pgbench", "pg_isready", "createuser", "dropuser", "pg_basebackup",
    };

    private static readonly string[] Keys = ["PGHOST=", "PGDATABASE="];

    /// <summary>Checks a simple command.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="words">The command line.</param>
    /// <param name="start">The command's first word, which may be an assignment.</param>
    /// <param name="command">The command behind what stands before its name.</param>
    public static void Check(RuleRun run, List<ShellWord> words, int start, ShellCommand command)
    {
        for (var i = start; i < command.End; i++)
        {
            if (Array.Find(Keys, key => words[i].Text.StartsWith(key, StringComparison.Ordinal)) is { } key)
            {
                CheckWord(run, words[i], key.Length);
            }
        }

        if (Programs.Contains(command.Name))
        {
            CheckProgram(run, command);
        }
    }

    private static void CheckProgram(RuleRun run, ShellCommand command)
    {
        var takesOperand = command.Name is "psql" or "dropdb" or "createdb";
        for (var i = command.Start + 1; i < command.End; i++)
        {
            var word = command.Words[i];
            if (word.Is("-h") || word.Is("-d") || word.Is("--host") || word.Is("--dbname"))
            {
                i++;
                if (i < command.End)
                {
                    CheckWord(run, command.Words[i], 0);
                }
            }
            else if (takesOperand && word.Text.Length > 0 && word.Text[0] is not ('-' or '<' or '>') && !word.IsBody)
            {
                takesOperand = false;
                CheckWord(run, word, 0);
            }
            else if (ShellSql.TakesValue(command.Name, word.Text))
            {
                i++;
            }
        }
    }

    /// <summary>What the shell puts in is not known, and a connection string is read as what it is.</summary>
    private static void CheckWord(RuleRun run, ShellWord word, int start)
    {
        if (!word.Expands && !word.IsBody && word.Text.IndexOfAny(['=', ' '], start) < 0 && word.Text.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            DeniedTargets.Check(run, word.Value, start, word.Text.Length);
        }
    }
}

using Sandbox.Syntax.Rules.Secrets;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// The rule engine for command lines: what a program hands to a shell or starts as a process, psql's <c>\!</c>, <c>COPY ... TO PROGRAM</c>.
/// </summary>
public static class ShellRules
{
    /// <summary>Beside those of SQL, the words without which no rule finds anything.</summary>
    private static readonly string[] Words = ["rm", "psql", "pg_", "PGHOST", "PGDATABASE", "db ", "user "];

    private static readonly string[] Secrets = ["PGPASSWORD=", "POSTGRES_PASSWORD="];

    private const string Listed = "what this removes is whatever a listing returns: name exactly what goes";

    /// <summary>Analyzes a command line or a shell script.</summary>
    /// <param name="text">The text and where its characters were written.</param>
    /// <param name="options">What the text is; a shell script is no psql script.</param>
    /// <returns>The findings in the order of the text; positions are offsets in the source that the text was read from.</returns>
    public static IReadOnlyList<Finding> Analyze(MappedText text, RuleOptions options = default)
    {
        if (!SqlRules.MayMatter(text.Text.AsSpan()) && !Array.Exists(Words, word => text.Text.IndexOf(word, StringComparison.Ordinal) >= 0))
        {
            return [];
        }

        var run = new RuleRun(options);
        Check(run, text, 0);
        return run.Findings();
    }

    internal static void Check(RuleRun run, MappedText text, int depth) => Check(run, text, depth, outer: null);

    private static void Check(RuleRun run, MappedText text, int depth, ShellVariables? outer)
    {
        if (depth > RuleRun.DeepestText)
        {
            return;
        }

        var words = ShellWords.Read(text);
        var variables = new ShellVariables(text, words, outer);
        var paths = new ShellPaths(text, variables);
        var listings = new ShellListings(text);
        var fallbacks = new ShellFallbacks(text);
        var sql = new ShellSql(text, variables, depth);
        var listedBefore = false;
        var start = 0;
        var piped = new ShellCommand(words, 0, 0);
        for (var end = 0; end <= words.Count; end++)
        {
            if (end < words.Count && !words[end].IsOperator)
            {
                continue;
            }

            var command = ShellCommand.Of(words, start, end);
            fallbacks.Check(run, words, start, command);
            CheckCommand(run, text, command, listedBefore, depth, variables);
            CheckSecrets(run, words, start, end);
            ShellTargets.Check(run, words, start, command);
            paths.Check(run, command);
            listings.Check(run, words, start, command);
            sql.Check(run, command, piped);
            var pipes = end < words.Count && words[end].Text[0] == '|';
            piped = pipes ? command : new ShellCommand(words, 0, 0);
            listedBefore = pipes && (listedBefore || ShellEngines.IsListing(command));
            start = end + 1;
        }
    }

    private static void CheckCommand(RuleRun run, MappedText text, ShellCommand command, bool listedBefore, int depth, ShellVariables variables)
    {
        if (command.Start >= command.End)
        {
            return;
        }

        if (command.Name is "xargs" && listedBefore)
        {
            for (var i = command.Start + 1; i < command.End; i++)
            {
                if (ShellEngines.IsEngine(command.Words[i]) && ShellEngines.Removal(command with { Start = i }) is var removal and >= 0)
                {
                    Report(run, text, command.Words[command.Start].Start, command.Words[removal].End, Listed);
                }
            }

            return;
        }

        if (ShellEngines.IsEngine(command.Words[command.Start]))
        {
            CheckEngine(run, text, command);
        }

        CheckInner(run, command, depth, variables);
    }

    /// <summary><c>PGPASSWORD=... psql</c>, <c>docker run -e POSTGRES_PASSWORD=...</c>, <c>psql postgresql://user:password@host</c>.</summary>
    private static void CheckSecrets(RuleRun run, List<ShellWord> words, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (Array.Find(Secrets, variable => words[i].Text.StartsWith(variable, StringComparison.Ordinal)) is { } secret)
            {
                SecretValue.Check(run, words[i].Value, secret.Length, words[i].Text.Length);
            }
            else
            {
                ConnectionText.Check(run, words[i].Value);
            }
        }
    }

    private static void CheckEngine(RuleRun run, MappedText text, ShellCommand command)
    {
        var (words, engine, end) = command;
        if (ShellEngines.Prune(command) is var prune and >= 0)
        {
            Report(run, text, words[engine].Start, words[prune].End, $"{words[engine].Text} {words[prune - 1].Text} prune removes what nobody named: remove your own objects by their exact names");
            return;
        }

        if (ShellEngines.Removal(command) < 0)
        {
            return;
        }

        // $(docker ps -aq) or `docker ps -aq`: the parenthesis is an operator, so the listing is the next simple command.
        var opens = end < words.Count && words[end].Text[0] is '(' or '`' && (words[end].Text[0] == '`' || words[end - 1].Text.EndsWith("$", StringComparison.Ordinal));
        if (opens && ShellEngines.IsListing(ShellCommand.At(words, end + 1)))
        {
            var close = words.FindIndex(end + 1, static word => word.IsOperator);
            Report(run, text, words[engine].Start, (close < 0 ? words[words.Count - 1] : words[close]).End, Listed);
            return;
        }

        for (var i = engine + 1; i < end; i++)
        {
            if (ShellListings.IsListing(words[i], 0))
            {
                Report(run, text, words[engine].Start, words[i].End, Listed);
                return;
            }
        }
    }

    /// <summary><c>sh -c '...'</c>, <c>ssh host '...'</c>, <c>docker exec ... sh -lc '...'</c>, <c>eval '...'</c>, <c>trap '...' EXIT</c>: a command line in a word.</summary>
    private static void CheckInner(RuleRun run, ShellCommand command, int depth, ShellVariables variables)
    {
        var shell = command.Name is "eval" or "trap";
        for (var i = command.Start; i < command.End; i++)
        {
            var word = command.Words[i];
            shell |= word.Text is "sh" or "bash" or "dash" or "zsh" or "ssh" or "su" or "/bin/sh" or "/bin/bash" or "cmd" or "pwsh";
            if (shell && i > command.Start && (word.IsBody || word.Text.IndexOf(' ') >= 0))
            {
                Check(run, word.Value, depth + 1, variables);
            }
        }
    }

    private static void Report(RuleRun run, MappedText text, int start, int end, string message) =>
        run.Report(RuleRegistry.WildcardTeardown, text, start, end, message);
}

using Sandbox.Syntax.Rules.Secrets;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// The rule engine for command lines: what a program hands to a shell or starts as a process, psql's <c>\!</c>, <c>COPY ... TO PROGRAM</c>.
/// </summary>
public static class ShellRules
{
    private static readonly HashSet<string> Engines = new(StringComparer.OrdinalIgnoreCase) { "docker", "podman", "docker.exe", "podman.exe" };

    private static readonly HashSet<string> Prunable = new(StringComparer.Ordinal) { "system", "container", "image", "volume", "network", "builder", "buildx", "pod" };

    private static readonly HashSet<string> Listings = new(StringComparer.Ordinal) { "ps", "ls", "list", "images" };

    private static readonly HashSet<string> Removals = new(StringComparer.Ordinal) { "rm", "rmi", "remove", "kill", "stop" };

    private static readonly HashSet<string> Prefixes = new(StringComparer.Ordinal) { "sudo", "env", "exec", "time", "command", "nohup", "then", "do", "else", "!", "{" };

    private static readonly HashSet<string> ValueOptions = new(StringComparer.Ordinal) { "-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--url", "--connection" };

    /// <summary>Analyzes a command line or a shell script.</summary>
    /// <param name="text">The text and where its characters were written.</param>
    /// <returns>The findings in the order of the text; positions are offsets in the source that the text was read from.</returns>
    public static IReadOnlyList<Finding> Analyze(MappedText text)
    {
        if (!SqlRules.MayMatter(text.Text.AsSpan()) && text.Text.IndexOf("rm", StringComparison.Ordinal) < 0)
        {
            return [];
        }

        var run = new RuleRun(default);
        Check(run, text, 0);
        return run.Findings();
    }

    internal static void Check(RuleRun run, MappedText text, int depth)
    {
        if (depth > RuleRun.DeepestText)
        {
            return;
        }

        var words = ShellWords.Read(text);
        var paths = new ShellPaths(text);
        var listings = new ShellListings(text);
        var listedBefore = false;
        var start = 0;
        var swallowed = 0;
        var piped = new ShellCommand(words, 0, 0);
        for (var end = 0; end <= words.Count; end++)
        {
            if (end < words.Count && !words[end].IsOperator)
            {
                continue;
            }

            swallowed = CheckFallback(run, text, words, start, end, swallowed);
            CheckCommand(run, text, words, start, end, listedBefore, depth);
            CheckSecrets(run, words, start, end);
            var command = new ShellCommand(words, SkipPrefixes(words, start, end), end);
            paths.Check(run, command);
            listings.Check(run, words, start, command);
            ShellSql.Check(run, text, command, piped, depth);
            piped = end < words.Count && words[end].Text[0] == '|' ? command : new ShellCommand(words, 0, 0);
            listedBefore = end < words.Count && words[end].Text[0] == '|' && (listedBefore || IsListing(words, start));
            start = end + 1;
        }
    }

    /// <summary><c>docker rm a || docker system prune</c>: what the command takes whose failure the next one makes up for; 0 behind anything but <c>||</c>.</summary>
    private static int CheckFallback(RuleRun run, MappedText text, List<ShellWord> words, int start, int end, int swallowed)
    {
        if (start == end)
        {
            // Between the two signs of ||.
            return start > 0 && words[start - 1].Text is "|" ? swallowed : 0;
        }

        var breadth = BreadthOf(words, start, end);
        if (swallowed > 0 && breadth > swallowed)
        {
            run.Report(RuleRegistry.SwallowedTeardown, text, words[start].Start, words[end - 1].End, "this takes more than the command before, whose failure should stop it: let it fail");
        }

        return end + 1 < words.Count && words[end].Text is "|" && words[end + 1].Text is "|" && words[end + 1].Start == words[end].End ? breadth : 0;
    }

    /// <summary>0 for a command that removes nothing, 1 for one that removes what it names, 2 for a folder or a database, 3 for whatever is there.</summary>
    private static int BreadthOf(List<ShellWord> words, int start, int end)
    {
        var command = SkipPrefixes(words, start, end);
        if (command >= end)
        {
            return 0;
        }

        if (IsEngine(words[command]))
        {
            var verb = SkipOptions(words, command + 1, end);
            return verb + 1 < end && words[verb + 1].Is("prune") ? 3 : Removal(words, command, end) < 0 ? 0 : words[end - 1].Text is "$" or "$(" ? 3 : 1;
        }

        return words[command].Is("dropdb") || words[command].Is("rmdir") ? 2
            : !words[command].Is("rm") ? 0
            : words.GetRange(command, end - command).Exists(static word => word.Text.Length > 1 && word.Text[0] == '-' && word.Text.IndexOfAny(['r', 'R']) > 0) ? 2 : 1;
    }

    private static void CheckCommand(RuleRun run, MappedText text, List<ShellWord> words, int start, int end, bool listedBefore, int depth)
    {
        var command = SkipPrefixes(words, start, end);
        if (command >= end)
        {
            return;
        }

        if (IsEngine(words[command]))
        {
            CheckEngine(run, text, words, command, end);
            CheckInner(run, words, command, end, depth);
        }
        else if (words[command].Is("xargs") && listedBefore)
        {
            for (var i = command + 1; i < end; i++)
            {
                if (IsEngine(words[i]) && Removal(words, i, end) is var removal and >= 0)
                {
                    Report(run, text, words[command].Start, words[removal].End, "what this removes is whatever a listing returns: name exactly what goes");
                }
            }
        }
        else
        {
            CheckInner(run, words, command, end, depth);
        }
    }

    /// <summary><c>PGPASSWORD=... psql</c>, <c>psql postgresql://user:password@host</c>.</summary>
    private static void CheckSecrets(RuleRun run, List<ShellWord> words, int start, int end)
    {
        const string Variable = "PGPASSWORD=";
        for (var i = start; i < end; i++)
        {
            if (words[i].Text.StartsWith(Variable, StringComparison.Ordinal))
            {
                SecretValue.Check(run, words[i].Value, Variable.Length, words[i].Text.Length);
            }
            else
            {
                ConnectionText.Check(run, words[i].Value);
            }
        }
    }

    private static void CheckEngine(RuleRun run, MappedText text, List<ShellWord> words, int engine, int end)
    {
        var verb = SkipOptions(words, engine + 1, end);
        if (verb + 1 < end && Prunable.Contains(words[verb].Text) && words[verb + 1].Is("prune"))
        {
            Report(run, text, words[engine].Start, words[verb + 1].End, $"{words[engine].Text} {words[verb].Text} prune removes what nobody named: remove your own objects by their exact names");
            return;
        }

        if (Removal(words, engine, end) < 0)
        {
            return;
        }

        // $(docker ps -aq) or `docker ps -aq`: the parenthesis is an operator, so the listing is the next simple command.
        var opens = end < words.Count && words[end].Text[0] is '(' or '`' && (words[end].Text[0] == '`' || words[end - 1].Text is "$" || words[end - 1].Text.EndsWith("$", StringComparison.Ordinal));
        if (opens && IsListing(words, end + 1))
        {
            var close = words.FindIndex(end + 1, word => word.IsOperator);
            Report(run, text, words[engine].Start, (close < 0 ? words[words.Count - 1] : words[close]).End, "what this removes is whatever a listing returns: name exactly what goes");
        }
        else
        {
            CheckQuotedListing(run, text, words, engine, end);
        }
    }

    /// <summary><c>docker rm -f "$(docker ps -q)"</c>: in double quotes the listing is part of one word.</summary>
    private static void CheckQuotedListing(RuleRun run, MappedText text, List<ShellWord> words, int engine, int end)
    {
        for (var i = engine + 1; i < end; i++)
        {
            var inner = words[i].Text.StartsWith("$(", StringComparison.Ordinal) ? 2 : words[i].Text.StartsWith("`", StringComparison.Ordinal) ? 1 : 0;
            if (inner > 0 && IsListing(ShellWords.Read(words[i].Value.Slice(inner, words[i].Text.Length - inner)), 0))
            {
                Report(run, text, words[engine].Start, words[i].End, "what this removes is whatever a listing returns: name exactly what goes");
                return;
            }
        }
    }

    /// <summary><c>sh -c '...'</c>, <c>ssh host '...'</c>, <c>docker exec ... sh -lc '...'</c>: a command line in a word.</summary>
    private static void CheckInner(RuleRun run, List<ShellWord> words, int command, int end, int depth)
    {
        var shell = false;
        for (var i = command; i < end; i++)
        {
            var option = words[i].Text;
            shell |= option is "sh" or "bash" or "dash" or "zsh" or "ssh" or "su" or "/bin/sh" or "/bin/bash" or "cmd" or "pwsh";
            if (shell && i > command && (words[i].IsBody || option.IndexOf(' ') >= 0))
            {
                Check(run, words[i].Value, depth + 1);
            }
        }
    }

    private static int Removal(List<ShellWord> words, int engine, int end)
    {
        var verb = SkipOptions(words, engine + 1, end);
        if (verb < end && Prunable.Contains(words[verb].Text))
        {
            verb++;
        }

        return verb < end && Removals.Contains(words[verb].Text) ? verb : -1;
    }

    private static bool IsListing(List<ShellWord> words, int start)
    {
        var command = SkipPrefixes(words, start, words.Count);
        if (command >= words.Count || !IsEngine(words[command]))
        {
            return false;
        }

        var verb = SkipOptions(words, command + 1, words.Count);
        if (verb < words.Count && Prunable.Contains(words[verb].Text))
        {
            verb++;
        }

        return verb < words.Count && Listings.Contains(words[verb].Text);
    }

    private static bool IsEngine(ShellWord word) =>
        !word.IsOperator && Engines.Contains(word.Text.Substring(word.Text.LastIndexOfAny(['/', '\\']) + 1));

    private static int SkipPrefixes(List<ShellWord> words, int start, int end)
    {
        var i = start;
        while (i < end && (Prefixes.Contains(words[i].Text) || IsAssignment(words[i].Text) || (i > start && words[i].Text.StartsWith("-", StringComparison.Ordinal))))
        {
            // sudo -u postgres
            i += i > start && words[i].Text is "-u" or "-g" ? 2 : 1;
        }

        return Math.Min(i, end);
    }

    private static bool IsAssignment(string word)
    {
        var sign = word.IndexOf('=');
        return sign > 0 && word.AsSpan(0, sign).IndexOfAny('/', '-', '.') < 0;
    }

    private static int SkipOptions(List<ShellWord> words, int start, int end)
    {
        var i = start;
        while (i < end && words[i].Text.StartsWith("-", StringComparison.Ordinal))
        {
            i += ValueOptions.Contains(words[i].Text) ? 2 : 1;
        }

        return i;
    }

    private static void Report(RuleRun run, MappedText text, int start, int end, string message) =>
        run.Report(RuleRegistry.WildcardTeardown, text, start, end, message);
}

namespace Sandbox.Syntax.Rules;

/// <summary>The commands of <c>docker</c> and <c>podman</c> that list, remove and prune.</summary>
internal static class ShellEngines
{
    private static readonly HashSet<string> Engines = new(StringComparer.OrdinalIgnoreCase) { "docker", "podman", "docker.exe", "podman.exe" };

    private static readonly HashSet<string> Prunable = new(StringComparer.Ordinal) { "system", "container", "image", "volume", "network", "builder", "buildx", "pod" };

    private static readonly HashSet<string> Listings = new(StringComparer.Ordinal) { "ps", "ls", "list", "images" };

    private static readonly HashSet<string> Removals = new(StringComparer.Ordinal) { "rm", "rmi", "remove", "kill", "stop" };

    private static readonly HashSet<string> ValueOptions = new(StringComparer.Ordinal) { "-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--url", "--connection" };

    /// <summary>Whether a word starts an engine.</summary>
    public static bool IsEngine(ShellWord word) => !word.IsOperator && Engines.Contains(ShellCommand.BaseName(word));

    /// <summary>The index of the word <c>prune</c> in an engine's command; -1 where it prunes nothing.</summary>
    public static int Prune(ShellCommand command)
    {
        if (command.Start >= command.End || !IsEngine(command.Words[command.Start]))
        {
            return -1;
        }

        var verb = SkipOptions(command);
        return verb + 1 < command.End && Prunable.Contains(command.Words[verb].Text) && command.Words[verb + 1].Is("prune") ? verb + 1 : -1;
    }

    /// <summary>The index of an engine's verb that removes what is named behind it; -1 for any other command.</summary>
    public static int Removal(ShellCommand command) => Verb(command, Removals);

    /// <summary>Whether a command lists what an engine has.</summary>
    public static bool IsListing(ShellCommand command) => Verb(command, Listings) >= 0;

    private static int Verb(ShellCommand command, HashSet<string> verbs)
    {
        if (command.Start >= command.End || !IsEngine(command.Words[command.Start]))
        {
            return -1;
        }

        var verb = SkipOptions(command);
        verb += verb < command.End && Prunable.Contains(command.Words[verb].Text) ? 1 : 0;
        return verb < command.End && verbs.Contains(command.Words[verb].Text) ? verb : -1;
    }

    private static int SkipOptions(ShellCommand command)
    {
        var i = command.Start + 1;
        while (i < command.End && command.Words[i].Text.StartsWith("-", StringComparison.Ordinal))
        {
            i += ValueOptions.Contains(command.Words[i].Text) ? 2 : 1;
        }

        return i;
    }
}

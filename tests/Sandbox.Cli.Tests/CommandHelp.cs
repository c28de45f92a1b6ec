namespace Sandbox.Cli.Tests;

/// <summary>What the program says of itself.</summary>
internal static class CommandHelp
{
    private static readonly Lazy<Task<IReadOnlyList<(string Command, string Text)>>> s_all = new(ReadAsync);

    /// <summary>The help of every command, by its full name, in the order of the program's own lists; a command comes before its own.</summary>
    public static Task<IReadOnlyList<(string Command, string Text)>> All => s_all.Value;

    private static async Task<IReadOnlyList<(string Command, string Text)>> ReadAsync()
    {
        using var folder = new TempFolder();
        List<(string, string)> all = [];
        await AddAsync([]);
        return all;

        async Task AddAsync(string[] words)
        {
            var text = (await SandboxProcess.RunAsync(folder, [.. words, "--help"])).ShouldExitWith(ExitCode.Success).Out;
            all.Add((string.Join(' ', words.Prepend("sandbox")), text));
            foreach (var command in Commands(text))
            {
                await AddAsync([.. words, command]);
            }
        }
    }

    /// <summary>The commands that a help lists.</summary>
    public static IReadOnlyList<string> Commands(string text) => [.. Part(text, "Commands:").Select(static line => line.Split([' ', '<'], 2)[0])];

    /// <summary>The examples that a help ends with.</summary>
    public static IReadOnlyList<string> Examples(string text) => Part(text, "Examples:");

    private static List<string> Part(string text, string title) =>
        [.. text.Split('\n').SkipWhile(line => line != title).Skip(1).TakeWhile(static line => line.StartsWith("  ", StringComparison.Ordinal)).Where(static line => line[2] != ' ').Select(static line => line.Trim())];
}

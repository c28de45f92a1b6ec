using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Planning;

/// <summary>A meta-command, or a use of one, that reaches beyond the guarded connection and the script's folder.</summary>
/// <param name="Name">How the policy names it in <c>allow.metaCommands</c>.</param>
/// <param name="Why">What it does.</param>
internal sealed record DangerousCommand(string Name, string Why)
{
    private static readonly DangerousCommand s_pipedQuery = new("\\g |", "it pipes into a shell command");
    private static readonly DangerousCommand s_pipedOutput = new("\\o |", "it pipes into a shell command");
    private static readonly DangerousCommand s_program = new("\\copy program", "it runs a shell command");
    private static readonly DangerousCommand s_secret = new("\\getenv", "the variable may hold a secret");

    private static readonly Dictionary<string, DangerousCommand> s_byName = new(StringComparer.Ordinal)
    {
        ["!"] = new("\\!", "it runs a shell command"),
        ["c"] = new("\\c", "it leaves the connection that the guard has looked at"),
        ["connect"] = new("\\c", "it leaves the connection that the guard has looked at"),
        ["e"] = new("\\e", "it runs an editor, and there is no terminal"),
        ["edit"] = new("\\e", "it runs an editor, and there is no terminal"),
        ["ef"] = new("\\ef", "it runs an editor, and there is no terminal"),
        ["ev"] = new("\\ev", "it runs an editor, and there is no terminal"),
        ["lo_export"] = new("\\lo_export", "it writes a file"),
        ["lo_import"] = new("\\lo_import", "it reads a file"),
        ["lo_unlink"] = new("\\lo_unlink", "it removes a large object behind the script's statements"),
        ["password"] = new("\\password", "it asks for a password, and changes a role"),
        ["prompt"] = new("\\prompt", "it asks for input; set the variable instead (-v)"),
        ["s"] = new("\\s", "it shows a history, or writes it to a file"),
        ["setenv"] = new("\\setenv", "it changes the environment of shell commands"),
        ["w"] = new("\\w", "it writes a file"),
        ["write"] = new("\\w", "it writes a file"),
    };

    private static readonly string[] s_secretWords = ["PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "PWD", "AUTH"];

    /// <summary>A shell command in backticks.</summary>
    public static DangerousCommand Backticks { get; } = new("`", "backticks run a shell command");

    /// <summary><c>\cd</c> to a folder that is not below the script's.</summary>
    public static DangerousCommand OtherFolder { get; } = new("\\cd", "the folder is not below the script's folder");

    /// <summary><c>\i</c> and its kin of a file that lies elsewhere; what it holds would be read, and told of in the report.</summary>
    public static DangerousCommand OtherScript { get; } = new("\\i", "the file is not below the script's folder, nor below a working folder that holds the script");

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<DangerousCommand> All { get; } =
        [.. s_byName.Values.Distinct().Append(s_pipedQuery).Append(s_pipedOutput).Append(s_program).Append(s_secret).Append(Backticks).Append(OtherFolder).Append(OtherScript)
            .OrderBy(static danger => danger.Name, StringComparer.Ordinal)];

    /// <summary>What a refusal says.</summary>
    public string Refusal =>
        $"{Name} is refused: {Why}; the policy can allow it: \"allow\": {{ \"metaCommands\": [\"{Name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"] }}";

    /// <summary>Whether a policy's list names it.</summary>
    public bool IsIn(IReadOnlyCollection<string> allowed) => allowed.Contains(Name, StringComparer.Ordinal);

    /// <summary>What is dangerous about a command with its arguments; null where nothing is.</summary>
    public static DangerousCommand? Of(MetaCommand command) => command.Name switch
    {
        "g" or "gx" when GOptions.Of(command).File is ['|', ..] => s_pipedQuery,
        "o" or "out" when command.Argument(0) is ['|', ..] => s_pipedOutput,
        "getenv" when command.Argument(1) is { } variable && Array.Exists(s_secretWords, word => variable.Contains(word, StringComparison.OrdinalIgnoreCase)) => s_secret,
        var name when name.Equals("copy", StringComparison.OrdinalIgnoreCase) => CopyCommand.Parse(command).Program is null ? null : s_program,
        var name => s_byName.GetValueOrDefault(name),
    };
}

using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>What a rehearsal refuses, by name: asked of the text before anything connects, and again of each statement and command before it runs.</summary>
internal static class Refusals
{
    private static readonly HashSet<string> Supported = new(StringComparer.Ordinal)
    {
        "a", "bind", "bind_named", "C", "close_prepared", "copy", "crosstabview", "echo", "elif", "else", "encoding", "endif", "endpipeline", "errverbose", "f",
        "flush", "flushrequest", "g", "gdesc", "getenv", "getresults", "gexec", "gset", "gx", "H", "html", "i", "if", "include", "include_relative", "ir", "o", "out", "p", "parse", "print", "pset", "q", "qecho",
        "quit", "r", "reset", "restrict", "sendpipeline", "set", "startpipeline", "syncpipeline", "t", "T", "timing", "unrestrict", "unset", "warn", "watch", "x",
    };

    private static readonly Dictionary<string, string> Dangerous = new(StringComparer.Ordinal)
    {
        ["!"] = "it runs a shell command",
        ["c"] = "it leaves the connection that the guard has looked at",
        ["connect"] = "it leaves the connection that the guard has looked at",
        ["cd"] = "it changes the folder of the process",
        ["e"] = "it opens an editor",
        ["edit"] = "it opens an editor",
        ["ef"] = "it opens an editor",
        ["ev"] = "it opens an editor",
        ["password"] = "it changes a password",
        ["prompt"] = "there is nobody to answer",
        ["s"] = "it writes a file",
        ["setenv"] = "it changes the process's environment",
        ["w"] = "it writes a file",
        ["write"] = "it writes a file",
    };

    private static readonly string[] SecretWords = ["PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "PWD", "AUTH"];

    /// <summary>Refuses a statement; does nothing where it may run.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="rollbackOnly">Whether the script declares itself rollback-only.</param>
    /// <exception cref="ScriptException">It is refused (<see cref="ExitCode.Refused"/>).</exception>
    public static void Check(Statement statement, StatementClass kind, bool rollbackOnly)
    {
        var reason = kind.Escapes
            ?? (kind.RefusesTransaction is { } why ? $"{kind.Command} is refused: {why}" : null)
            ?? (rollbackOnly && kind.Control == TransactionControl.Commit ? "COMMIT in a script that is declared rollback-only" : null);
        if (reason is not null)
        {
            throw new ScriptException(ExitCode.Refused, statement.Path, statement.Start, reason);
        }
    }

    /// <summary>Refuses a meta-command; does nothing where it may run.</summary>
    /// <param name="command">The meta-command.</param>
    /// <param name="root">The folder below which it may read and write files.</param>
    /// <exception cref="ScriptException">It is refused, or not supported (<see cref="ExitCode.Refused"/>).</exception>
    public static void Check(MetaCommand command, string root)
    {
        var name = command.Name.Equals("copy", StringComparison.OrdinalIgnoreCase) ? "copy" : command.Name;
        var reason = !command.IsKnown ? $"psql knows no meta-command \\{name}"
            : Dangerous.TryGetValue(name, out var what) ? $"\\{name} is refused: {what}"
            : name.StartsWith("lo_", StringComparison.Ordinal) ? $"\\{name} is refused: it reads or writes files"
            : Supported.Contains(name) || Describing.DescribeCommand.IsSupported(name, PsqlDialect.Newest.MajorVersion) ? OfArguments(name, command, root)
            : $"\\{name} is not supported yet";
        if (reason is not null)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, reason);
        }
    }

    /// <summary>The refusal of a command in backticks.</summary>
    public static ScriptException Shell(string path, TextPosition position) =>
        new(ExitCode.Refused, path, position, "backticks are refused: they run a shell command");

    /// <summary>What is wrong with a file that a command names; null where it may be used: it lies below the script's folder, links followed.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="file">The file as written.</param>
    /// <param name="root">The folder below which files may be used.</param>
    public static string? OfFile(string name, string file, string root)
    {
        if (file.StartsWith('|'))
        {
            return $"\\{name} is refused: it pipes into a shell command";
        }

        var full = ScriptFiles.Real(Path.GetFullPath(file));
        var below = ScriptFiles.Real(Path.GetFullPath(root)).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return full.StartsWith(below, StringComparison.Ordinal) ? null : $"\\{name} is refused: {file} is not below the script's folder";
    }

    private static string? OfArguments(string name, MetaCommand command, string root) => name switch
    {
        _ when command.HasUnknownVariables => null,
        "g" or "gx" when GOptions.Of(command).File is { } file => OfFile(name, file, root),
        "o" or "out" when command.Argument(0) is { } file => OfFile(name, file, root),
        "copy" => CopyCommand.Parse(command) switch
        {
            { IsProgram: true } => "\\copy ... program is refused: it runs a shell command",
            { File: { } file } => OfFile(name, file, root),
            _ => null,
        },
        "getenv" when command.Argument(1) is { } variable && Array.Exists(SecretWords, word => variable.Contains(word, StringComparison.OrdinalIgnoreCase)) =>
            $"\\getenv is refused: {variable} may hold a secret",
        "watch" when !command.Arguments.Any(static argument => argument.Text.StartsWith("c=", StringComparison.Ordinal)) =>
            "\\watch without a count (c=N) is refused: it would run for ever",
        _ => null,
    };
}

using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>What a rehearsal refuses, by name: asked of the text before anything connects, and again of each statement and command before it runs.</summary>
internal static class Refusals
{
    private static readonly HashSet<string> Supported = new(StringComparer.Ordinal)
    {
        "a", "!", "bind", "bind_named", "c", "C", "cd", "close_prepared", "connect", "conninfo", "copy", "crosstabview", "e", "echo", "edit", "ef", "elif", "else", "encoding", "endif", "endpipeline", "errverbose", "ev", "f",
        "flush", "flushrequest", "g", "gdesc", "getenv", "getresults", "gexec", "gset", "gx", "H", "html", "i", "if", "include", "include_relative", "ir", "lo_export", "lo_import", "lo_unlink", "o", "out", "p", "parse", "password", "print", "prompt", "pset", "q", "qecho",
        "quit", "r", "reset", "restrict", "s", "sendpipeline", "set", "setenv", "startpipeline", "syncpipeline", "t", "T", "timing", "unrestrict", "unset", "w", "warn", "watch", "write", "x",
    };

    /// <summary>Why <c>\connect</c> is refused in the rollback lane, whatever the policy allows.</summary>
    public const string OtherSession = "\\connect is refused: it ends the transaction that is rolled back; --lane disposable runs it on a copy";

    /// <summary>Refuses a statement; does nothing where it may run.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="limits">What the script may do.</param>
    /// <exception cref="ScriptException">It is refused (<see cref="ExitCode.Refused"/>).</exception>
    public static void Check(Statement statement, StatementClass kind, ScriptLimits limits)
    {
        var reason = kind.Escapes
            ?? (limits.InTransaction && kind.RefusesTransaction is { } why ? $"{kind.Command} is refused: {why}; --lane disposable runs it on a copy" : null)
            ?? (limits.RollbackOnly && kind.Control == TransactionControl.Commit ? "COMMIT in a script that is declared rollback-only" : null)
            ?? (limits.KeepsServer && kind.ChangesServer is { } shared
                ? $"{kind.Command} is refused in the disposable lane: {shared}, and no drop of a copy takes it back; the rollback lane does, or a throwaway server (without --target)" : null);
        if (reason is not null)
        {
            throw new ScriptException(ExitCode.Refused, statement.Path, statement.Start, reason);
        }
    }

    /// <summary>Refuses a meta-command; does nothing where it may run.</summary>
    /// <param name="command">The meta-command.</param>
    /// <param name="files">Where it may read and write files.</param>
    /// <param name="allowed">The dangerous commands that the policy allows.</param>
    /// <exception cref="ScriptException">It is refused, or not supported (<see cref="ExitCode.Refused"/>).</exception>
    public static void Check(MetaCommand command, FileRoot files, IReadOnlyCollection<string> allowed)
    {
        CheckDanger(command, allowed);
        var name = command.Name.Equals("copy", StringComparison.OrdinalIgnoreCase) ? "copy" : command.Name;
        var reason = !command.IsKnown ? $"psql knows no meta-command \\{name}"
            : Supported.Contains(name) || Describing.DescribeCommand.IsSupported(name, PsqlDialect.Newest.MajorVersion) ? OfArguments(name, command, files, allowed)
            : $"\\{name} is not supported yet";
        if (reason is not null)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, reason);
        }
    }

    /// <summary>Refuses a dangerous meta-command that the policy does not allow.</summary>
    /// <param name="command">The meta-command.</param>
    /// <param name="allowed">The dangerous commands that the policy allows.</param>
    /// <exception cref="ScriptException">It is refused (<see cref="ExitCode.Refused"/>).</exception>
    public static void CheckDanger(MetaCommand command, IReadOnlyCollection<string> allowed)
    {
        if (DangerousCommand.Of(command) is { } danger && !danger.IsIn(allowed))
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, danger.Refusal);
        }
    }

    /// <summary>Refuses a command in backticks that the policy does not allow.</summary>
    public static void CheckShell(string path, TextPosition position, IReadOnlyCollection<string> allowed)
    {
        if (!DangerousCommand.Backticks.IsIn(allowed))
        {
            throw new ScriptException(ExitCode.Refused, path, position, DangerousCommand.Backticks.Refusal);
        }
    }

    private static string? OfArguments(string name, MetaCommand command, FileRoot files, IReadOnlyCollection<string> allowed) => name switch
    {
        _ when command.HasUnknownVariables => null,
        "g" or "gx" when GOptions.Of(command).File is { } file && !file.StartsWith('|') => files.Refusal(name, file),
        "o" or "out" when command.Argument(0) is { } file && !file.StartsWith('|') => files.Refusal(name, file),
        "w" or "write" when command.Argument(0) is { } file && !file.StartsWith('|') => files.Refusal(name, file),
        "e" or "edit" when command.Argument(0) is { } file && !file.All(char.IsAsciiDigit) => files.Refusal(name, file),
        "copy" when CopyCommand.Parse(command).File is { } file => files.Refusal(name, file),
        "lo_import" when command.Argument(0) is { } file => files.Refusal(name, file),
        "lo_export" when command.Argument(1) is { } file => files.Refusal(name, file),
        "cd" when !DangerousCommand.OtherFolder.IsIn(allowed) && files.Refusal(name, command.Argument(0) ?? "~") is not null => DangerousCommand.OtherFolder.Refusal,
        "i" or "include" or "ir" or "include_relative" when
            command.Argument(0) is not null && !DangerousCommand.OtherScript.IsIn(allowed) && !files.AdmitsScript(ScriptFiles.Resolve(command)) => DangerousCommand.OtherScript.Refusal,
        "watch" when !command.Arguments.Any(static argument => argument.Text.StartsWith("c=", StringComparison.Ordinal)) =>
            "\\watch without a count (c=N) is refused: it would run for ever",
        _ => null,
    };
}
